import { encodeAbiParameters } from "viem/utils";
import { concatBytes, fromHex, type Hex, keccak256, toHex } from "../../codec/index.ts";
import { bigintToBytes } from "../../crypto/primitives/bytes.ts";
import { COMMITTEE_DOMAIN } from "../domains.ts";

/** What the draw is for; another role is another draw of the same epoch. */
export const COMMITTEE_ROLE = 1;

/** One draw of a committee. The weights are those before the seed was known. */
export interface SortitionRound {
  /** 32 bytes. */
  readonly seed: Hex;
  readonly epoch: bigint;
  readonly role: number;
  /** Expected seats, E. */
  readonly expected: bigint;
  /** All tokens, W. */
  readonly tokens: bigint;
}

/** What the proof of a round signs: `seed ‖ u64be(epoch) ‖ u8(role)`, 41 bytes. */
export function roundMessage({ seed, epoch, role }: SortitionRound): Uint8Array {
  return concatBytes(fromHex(seed, 32), bigintToBytes(epoch, 8), bigintToBytes(BigInt(role), 1));
}

/** Seed of epoch 0: `keccak256(abi.encode("medlattice/committee-genesis/v1", chainId, committee, salt))`. */
export function genesisSeed(at: {
  readonly chainId: number;
  /** The contract. */
  readonly committee: Hex;
  /** 32 bytes that nobody could choose after seeing the keys. */
  readonly salt: Hex;
}): Hex {
  const types = [{ type: "string" }, { type: "uint256" }, { type: "address" }, { type: "bytes32" }] as const;
  const values = [COMMITTEE_DOMAIN.genesisSeed, BigInt(at.chainId), at.committee, at.salt] as const;
  return toHex(keccak256(fromHex(encodeAbiParameters(types, values))));
}

/**
 * Seed of the next epoch: `keccak256(abi.encode("medlattice/committee-seed/v1", seed, epoch, lowest))`, `lowest` the smallest of all
 * draw outputs registered in this epoch, or zero. Who holds it can only choose between this seed and that of the second lowest;
 * a sum of all outputs would give every late one a choice.
 */
export function nextSeed(round: Pick<SortitionRound, "seed" | "epoch">, outputs: readonly Uint8Array[]): Hex {
  const lowest = outputs.map(toHex).toSorted()[0] ?? toHex(new Uint8Array(32));
  const types = [{ type: "string" }, { type: "bytes32" }, { type: "uint64" }, { type: "bytes32" }] as const;
  const encoded = encodeAbiParameters(types, [COMMITTEE_DOMAIN.nextSeed, round.seed, round.epoch, lowest]);
  return toHex(keccak256(fromHex(encoded)));
}

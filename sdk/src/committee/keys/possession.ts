import { encodeAbiParameters } from "viem/utils";
import { concatBytes, fromHex, type Hex, keccak256, toHex } from "../../codec/index.ts";
import { decodeG1, decodeG2, encodePoint, mulG1 } from "../../crypto/bls/points.ts";
import { VerificationError } from "../../errors/index.ts";
import { hashToG1 } from "../bls/hashToG1.ts";
import { pairsWithKey } from "../bls/pairings.ts";
import { COMMITTEE_DOMAIN } from "../domains.ts";
import { votingKeyOf } from "./votingKey.ts";

/** Whose key it is to be, and where: a proof for one station proves nothing for another. */
export interface KeyHolder {
  readonly chainId: number;
  /** The contract that keeps the key. */
  readonly registry: Hex;
  /** The station's organisation. */
  readonly organization: Hex;
}

/** `keccak256(abi.encode("medlattice/committee-key-context/v1", chainId, registry, organization))`. */
export function possessionContext({ chainId, registry, organization }: KeyHolder): Hex {
  const types = [{ type: "string" }, { type: "uint256" }, { type: "address" }, { type: "bytes32" }] as const;
  const values = [COMMITTEE_DOMAIN.possessionContext, BigInt(chainId), registry, organization] as const;
  return toHex(keccak256(fromHex(encodeAbiParameters(types, values))));
}

/**
 * What an account signs to become a station's where votes are ECDSA:
 * `keccak256(abi.encode("medlattice/committee-possession/v1", context, account))`.
 */
export function accountPossession(context: Hex, account: Hex): Hex {
  const types = [{ type: "string" }, { type: "bytes32" }, { type: "address" }] as const;
  return toHex(
    keccak256(fromHex(encodeAbiParameters(types, [COMMITTEE_DOMAIN.possession, context, account]))),
  );
}

/**
 * Proof that the holder knows the secret of a voting key: a signature over key and context under a tag that nothing else is
 * signed with (Ristenpart–Yilek 2007). Without it somebody could register a key made of others' keys.
 * @returns 48 bytes
 */
export function proveVotingKey(
  secret: bigint,
  context: Hex,
  domain: string = COMMITTEE_DOMAIN.possession,
): Uint8Array {
  const { publicKey } = votingKeyOf(secret);
  return encodePoint(mulG1(hashToG1(concatBytes(publicKey, fromHex(context, 32)), domain), secret));
}

/**
 * Checks a key and its proof.
 * @throws {InvalidInputError} `POINT_INVALID`
 * @throws {VerificationError} `VOTING_KEY_UNPROVEN`
 */
export function verifyVotingKey(claim: {
  readonly publicKey: Uint8Array;
  readonly proof: Uint8Array;
  readonly context: Hex;
  readonly domain?: string;
}): void {
  const { publicKey, proof, context, domain = COMMITTEE_DOMAIN.possession } = claim;
  const key = decodeG2(publicKey, "publicKey");
  const message = hashToG1(concatBytes(publicKey, fromHex(context, 32)), domain);
  if (pairsWithKey(decodeG1(proof, "proof"), message, key)) return;
  throw new VerificationError("VOTING_KEY_UNPROVEN", "The proof does not belong to this voting key.", {
    hints: ["It was made for another key, station, contract or chain."],
  });
}

import { encodeAbiParameters } from "viem/utils";
import { fromHex, type Hex, keccak256, toHex } from "../../codec/index.ts";
import { bigintToBytes } from "../../crypto/primitives/bytes.ts";
import type { MessageOf } from "../../eip712/index.ts";

/** What a committee votes on (systems.md P9), numbered as the contract has it. */
export const VOTE_KIND = {
  createStation: 1,
  anchor: 2,
  storage: 3,
  equivocation: 4,
  pin: 5,
  setUp: 6,
} as const;

/** A vote before it is signed; of one slot only one payload is ever decided, and who signs two loses its deposit. */
export type CommitteeVote = MessageOf<"CommitteeVote">;

/** What a station is admitted with. */
export interface StationApplication {
  readonly organization: Hex;
  readonly account: Hex;
  /** BLS: 256 bytes, EIP-2537; ECDSA: the account that signs votes, 20 bytes. */
  readonly key: Hex;
  /** Of possession: 128 or 65 bytes. */
  readonly proof: Hex;
}

/** Slot: the organisation; payload: `keccak256(abi.encode(application))`. */
export function createStationVote(epoch: bigint, application: StationApplication): CommitteeVote {
  const components = [
    { name: "organization", type: "bytes32" },
    { name: "account", type: "address" },
    { name: "key", type: "bytes" },
    { name: "proof", type: "bytes" },
  ] as const;
  const payload = hashed(encodeAbiParameters([{ type: "tuple", components }], [application]));
  return { epoch, kind: VOTE_KIND.createStation, slot: application.organization, payload };
}

/** Slot: `keccak256(abi.encode(uint256 chainId, uint256 sequence))` of the chain that is anchored; payload: the snapshot's root. */
export function anchorVote(
  epoch: bigint,
  anchor: { readonly chainId: number; readonly sequence: bigint; readonly root: Hex },
): CommitteeVote {
  const types = [{ type: "uint256" }, { type: "uint256" }] as const;
  const slot = hashed(encodeAbiParameters(types, [BigInt(anchor.chainId), anchor.sequence]));
  return { epoch, kind: VOTE_KIND.anchor, slot, payload: anchor.root };
}

/** Slot: the challenge's id; payload: the verdict, as the challenge has it. */
export function storageVote(epoch: bigint, challengeId: Hex, verdict: Hex): CommitteeVote {
  return { epoch, kind: VOTE_KIND.storage, slot: challengeId, payload: verdict };
}

/** Slot: the organisation of the station; payload: hash of the evidence. */
export function equivocationVote(epoch: bigint, organization: Hex, evidenceHash: Hex): CommitteeVote {
  return { epoch, kind: VOTE_KIND.equivocation, slot: organization, payload: evidenceHash };
}

/** Slot: the batch's number in the inbox; payload: its hash there. */
export function pinVote(epoch: bigint, sequence: bigint, batchHash: Hex): CommitteeVote {
  return { epoch, kind: VOTE_KIND.pin, slot: wordOf(sequence), payload: batchHash };
}

/** Above the members' bits in the payload of a set-up: there are at most 101 stations. */
const SIZE_SHIFT = 248n;

/**
 * Slot: the epoch; payload: how many stations make the group, the first ones, and a bit for each that has exchanged its contributions.
 * A station that is admitted meanwhile belongs to the next group.
 */
export function setUpVote(
  epoch: bigint,
  group: { readonly stations: number; readonly members: readonly number[] },
): CommitteeVote {
  const bits = group.members.reduce((sum, station) => sum | (1n << BigInt(station)), 0n);
  const payload = wordOf((BigInt(group.stations) << SIZE_SHIFT) | bits);
  return { epoch, kind: VOTE_KIND.setUp, slot: wordOf(epoch), payload };
}

function hashed(encoded: Hex): Hex {
  return toHex(keccak256(fromHex(encoded)));
}

function wordOf(value: bigint): Hex {
  return toHex(bigintToBytes(value, 32));
}

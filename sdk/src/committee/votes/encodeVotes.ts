import { concatBytes } from "../../codec/index.ts";
import { decodeG1, encodePoint, type G1 } from "../../crypto/bls/points.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { decodeG1Eip2537, EIP2537_G1_BYTES, encodeG1Eip2537 } from "../bls/eip2537.ts";
import { requireAscending } from "../group/finishSetup.ts";
import type { AggregateVote } from "./verifyVotes.ts";

/** First byte of the evidence that a contract is given: which verifier it is for. */
export const BLS_EVIDENCE = 1;

/**
 * An aggregate as a contract takes it: `0x01 ‖ SS (EIP-2537, 128 bytes) ‖ u16be(station) of each absentee, rising`.
 * @throws {InvalidInputError} `POINT_INVALID`, `STATIONS_UNORDERED`
 */
export function encodeVotes({ signature, absentees }: AggregateVote): Uint8Array {
  requireAscending(absentees);
  const list = new Uint8Array(2 * absentees.length);
  for (const [i, station] of absentees.entries()) new DataView(list.buffer).setUint16(2 * i, station);
  return concatBytes(Uint8Array.of(BLS_EVIDENCE), encodeG1Eip2537(decodeG1(signature, "signature")), list);
}

/**
 * The same back.
 * @throws {InvalidInputError} `VOTES_MALFORMED`, `POINT_INVALID`, `STATIONS_UNORDERED`
 */
export function decodeVotes(bytes: Uint8Array): AggregateVote {
  const list = bytes.subarray(1 + EIP2537_G1_BYTES);
  if (bytes[0] !== BLS_EVIDENCE || bytes.length < 1 + EIP2537_G1_BYTES || list.length % 2 === 1)
    throw new InvalidInputError("VOTES_MALFORMED", "These bytes are no votes added up.");
  const point: G1 = decodeG1Eip2537(bytes.subarray(1, 1 + EIP2537_G1_BYTES), "signature");
  const view = new DataView(list.buffer, list.byteOffset, list.length);
  const absentees = Array.from({ length: list.length / 2 }, (_, i) => view.getUint16(2 * i));
  requireAscending(absentees);
  return { signature: encodePoint(point), absentees };
}

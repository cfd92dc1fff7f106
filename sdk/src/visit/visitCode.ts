import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, type Hex } from "../codec/index.ts";

const CODES = 10_000;

/**
 * Four digits that patient, doctor and manager see beside an appointment, to be sure that they speak of the same one. It is no secret
 * and proves nothing.
 */
export function visitCode(treatmentId: Hex): string {
  const [a = 0, b = 0, c = 0] = sha256(fromHex(treatmentId, 32));
  return String(((a << 16) | (b << 8) | c) % CODES).padStart(4, "0");
}

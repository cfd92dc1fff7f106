import { concatBytes, fromHex, keccak256, toHex, type Hex } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";
import { ZERO32 } from "../keys/index.ts";

/** What a record contributes to its patient's account chain, in the order of confirmation. */
export interface AccountEntry {
  readonly recordId: Hex;
  readonly commitment: Hex;
  readonly institution: Hex;
}

/** Head and height as `RecordRegistry.accountOf` gives them. */
export interface AccountHead {
  readonly head: Hex;
  readonly height: number;
}

/** An account without entries. */
export const EMPTY_ACCOUNT: AccountHead = { head: ZERO32, height: 0 };

/** `head' = keccak256(abi.encode(head, recordId, commitment, institution))`, `height' = height + 1` (DESIGN rule 9). */
export function appendEntry({ head, height }: AccountHead, entry: AccountEntry): AccountHead {
  const words = [head, entry.recordId, entry.commitment, entry.institution].map((word) => fromHex(word, 32));
  return { head: toHex(keccak256(concatBytes(...words))), height: height + 1 };
}

/**
 * Replays a patient's history and compares it with the chain's head: nothing was left out, put in or reordered.
 * @throws VerificationError ACCOUNT_CHAIN_BROKEN
 */
export function verifyAccountChain(entries: readonly AccountEntry[], expected: AccountHead): void {
  const replayed = entries.reduce(appendEntry, EMPTY_ACCOUNT);
  if (replayed.height === expected.height && replayed.head === expected.head) return;
  throw new VerificationError(
    "ACCOUNT_CHAIN_BROKEN",
    "The history does not lead to the head that the chain keeps.",
    {
      facts: { entries: entries.length, height: expected.height },
      hints: ["An entry is missing or was changed on the way: read the history from another node."],
    },
  );
}

/** Stands in every captured record, as the type of its chain. */
const MARK = "application/vnd.medlattice.capture-chain+json";
/** Where it is looked for at once. */
const PIECE_BYTES = 1_048_576;

/** Whether a content is a record of instruments, without parsing it: a large one takes seconds. What it is worth, reading it says. */
export function isCapturedBundle(content: Uint8Array): boolean {
  // The chain is the last resource, so the search goes from the end.
  for (let end = content.length; end > 0; end -= PIECE_BYTES) {
    const piece = content.subarray(Math.max(0, end - PIECE_BYTES - MARK.length), end);
    if (ascii.decode(piece).includes(MARK)) return true;
  }
  return false;
}

const ascii = new TextDecoder("latin1");

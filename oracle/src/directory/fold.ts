/** Folds text for searching: no case, no accents, single spaces. Chinese and other letters stay what they are. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .normalize("NFC");
}

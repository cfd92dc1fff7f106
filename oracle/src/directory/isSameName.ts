import { fold } from "./fold.ts";

/** What stands before or behind a name and says nothing of whose it is. */
const TITLES = new Set(
  ["dr", "prof", "professor", "med", "md", "phd", "mr", "mrs", "ms", "frau", "herr"].concat(
    ["医生", "医师", "大夫", "主任", "教授", "博士"].map(fold),
  ),
);

/**
 * Whether a shown name is that of a verified person: titles aside, all of the family name and at least one given name, in any order,
 * and no word that is neither; initials stand for given names once one is written out. Names without spaces, as in Chinese, must be family
 * and given name joined. Words are compared whole: "Li" is not "Oliver", and a famous colleague's family name is not enough.
 */
export function isSameName(
  shown: string,
  verified: { readonly familyName: string; readonly givenNames: string },
): boolean {
  const words = wordsOf(shown).filter((word) => !TITLES.has(word));
  const [family, given] = [wordsOf(verified.familyName), wordsOf(verified.givenNames)];
  if (family.length === 0 || given.length === 0) return false;
  if (words.length === 1) return [...family, ...given].join("") === words[0];
  const isInitial = (word: string): boolean =>
    word.length === 1 && given.some((name) => name.startsWith(word));
  const isKnown = (word: string): boolean => family.includes(word) || given.includes(word) || isInitial(word);
  return (
    family.every((word) => words.includes(word)) &&
    given.some((word) => words.includes(word)) &&
    words.every(isKnown)
  );
}

function wordsOf(name: string): string[] {
  return fold(name)
    .split(" ")
    .filter((word) => word !== "");
}

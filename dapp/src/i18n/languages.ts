export const LANGUAGES = ["en", "zh"] as const;

/** The same codes as the SDK's for grants. */
export type Language = (typeof LANGUAGES)[number];

/** As the `lang` attribute says it, so that fonts choose the right forms of characters. */
export const HTML_LANG: Readonly<Record<Language, string>> = { en: "en", zh: "zh-Hans" };

/** Each by its own name, as a person who reads no other looks for it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", zh: "简体中文" };

export const LANGUAGE_KEY = "medlattice.language";

/** As people of the browser's region write dates and numbers: `en-GB` for English where the browser names it. */
export function localeOf(language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? language;
}

/** The one chosen before, else the first of the browser's that there is, else English. */
export function chooseLanguage(stored: string | null, wanted: readonly string[]): Language {
  const known = [stored ?? "", ...wanted].map((tag) => tag.toLowerCase().split("-")[0]);
  const found = known.find((tag) => LANGUAGES.some((language) => language === tag));
  return LANGUAGES.find((language) => language === found) ?? "en";
}

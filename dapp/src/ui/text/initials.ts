const TITLES = /^(dr|prof|mr|mrs|ms|med)\.?$/i;
const HUES = ["teal", "violet", "rose", "blue", "amber"] as const;

/** "Dr. Wu Jian, Cloud Clinic" → "WJ"; of a name in Chinese characters the last two. */
export function initialsOf(name: string): string {
  const [own = ""] = name.split(/[,，]/);
  const words = own.split(/[\s·.-]+/).filter((word) => word !== "" && !TITLES.test(word));
  const [first = "", ...others] = words;
  if (/^\p{Script=Han}+$/u.test(first)) return Array.from(first).slice(-2).join("");
  const letters = [first, others.at(-1) ?? ""].map((word) => Array.from(word)[0] ?? "");
  return letters.join("").toUpperCase();
}

/** The same name always gets the same colour. */
export function hueOf(name: string): (typeof HUES)[number] {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return HUES[sum % HUES.length] ?? "teal";
}

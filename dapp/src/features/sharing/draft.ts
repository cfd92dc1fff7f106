/** What the person has chosen so far. */
export interface Draft {
  readonly purpose: Purpose | null;
  readonly purposeWords: string;
  readonly until: Until;
  /** `YYYY-MM-DD` in the person's own time zone, for `custom`. */
  readonly untilDay: string;
  readonly uses: Uses;
  readonly usesNumber: string;
}

export const PURPOSES = ["treatment", "opinion", "insurance", "other"] as const;
export type Purpose = (typeof PURPOSES)[number];
export const UNTILS = ["day", "week", "month", "quarter", "custom"] as const;
export type Until = (typeof UNTILS)[number];
export const USES = ["once", "few", "unlimited", "custom"] as const;
export type Uses = (typeof USES)[number];

export const NEW_DRAFT: Draft = {
  purpose: null,
  purposeWords: "",
  until: "month",
  untilDay: "",
  uses: "few",
  usesNumber: "",
};

const DAY_SECONDS = 86_400;
const DAYS: Readonly<Record<Exclude<Until, "custom">, number>> = { day: 1, week: 7, month: 30, quarter: 91 };
const FEW = 5;
const MOST_USES = 1000;
/** A clock that is a little ahead of the network's must not make access begin in its future. */
const EARLIER_SECONDS = 60;

export interface Span {
  /** Unix seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** From now until the end chosen; null for a day that is over or none. */
export function spanOf({ until, untilDay }: Pick<Draft, "until" | "untilDay">, now: Date): Span | null {
  const seconds = Math.floor(now.getTime() / 1000);
  const notBefore = seconds - EARLIER_SECONDS;
  if (until !== "custom") return { notBefore, notAfter: seconds + DAYS[until] * DAY_SECONDS };
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(untilDay);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number);
  // The last day is a whole one.
  const end = new Date(year ?? 0, (month ?? 1) - 1, (day ?? 1) + 1);
  const notAfter = Math.floor(end.getTime() / 1000);
  return notAfter > seconds ? { notBefore, notAfter } : null;
}

/** 0 for as often as needed; null for what is no number between 1 and 1000. */
export function maxUsesOf({ uses, usesNumber }: Pick<Draft, "uses" | "usesNumber">): number | null {
  if (uses === "once") return 1;
  if (uses === "few") return FEW;
  if (uses === "unlimited") return 0;
  const number = Number(usesNumber.trim());
  return Number.isInteger(number) && number >= 1 && number <= MOST_USES ? number : null;
}

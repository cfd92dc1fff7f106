import { ACTION, type Action, type Grant } from "./grant-schema.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** Languages a grant can be explained in. */
export type Language = "en" | "zh";

/** The words that a grant's hashes stand for; they come from the person's own client. */
export interface GrantWords {
  /** Whom it is for: "Dr. Li Wei, Internet Hospital". */
  readonly grantee: string;
  /** What it covers: the record's title or the category's name; empty for everything. */
  readonly scope: string;
  /** IANA name of the person's time zone, for the times shown. */
  readonly timeZone: string;
}

/** Members of a grant that a summary speaks of. */
export type GrantFacts = Pick<Grant, "notBefore" | "notAfter" | "maxUses"> & {
  readonly scopeKind: number;
  readonly actions: number;
};

/**
 * What a grant means, in one or two plain sentences, made from the very numbers that are signed. The wallet shows it as
 * `statement.summary`; a client that is handed a grant makes it again and compares.
 */
export function summarize(facts: GrantFacts, words: GrantWords, language: Language): string {
  return language === "zh" ? chinese(facts, words) : english(facts, words);
}

function english(facts: GrantFacts, words: GrantWords): string {
  const verbs = actionsOf(facts.actions).map(
    (action) => ({ read: "read", write: "add to", copy: "copy" })[action],
  );
  const what = [
    `the record “${words.scope}”`,
    `your records of the category “${words.scope}”, also those added later`,
    "all of your records, also those added later",
  ][facts.scopeKind - 1];
  const uses =
    facts.maxUses === 0
      ? "as often as needed"
      : facts.maxUses === 1
        ? "once"
        : `at most ${facts.maxUses} times`;
  const [from, until] = [facts.notBefore, facts.notAfter].map((time) => englishTime(time, words.timeZone));
  return `${words.grantee} may ${listOf(verbs, ", ", " and ")} ${what}, ${uses}, from ${from} until ${until} (${words.timeZone}). You can withdraw this at any time.`;
}

function chinese(facts: GrantFacts, words: GrantWords): string {
  const verbs = actionsOf(facts.actions).map(
    (action) => ({ read: "读取", write: "补充", copy: "复制" })[action],
  );
  const what = [
    `病历“${words.scope}”`,
    `您“${words.scope}”类的病历（包括以后新增的）`,
    "您的全部病历（包括以后新增的）",
  ][facts.scopeKind - 1];
  const uses = facts.maxUses === 0 ? "次数不限" : `最多 ${facts.maxUses} 次`;
  const [from, until] = [facts.notBefore, facts.notAfter].map((time) => chineseTime(time, words.timeZone));
  return `${words.grantee}可以${listOf(verbs, "、", "和")}${what}，${uses}，自${from}起至${until}止（${words.timeZone}）。您可以随时撤回。`;
}

function actionsOf(bits: number): Action[] {
  return (["read", "write", "copy"] as const).filter((action) => (bits & ACTION[action]) !== 0);
}

function listOf(words: readonly string[], comma: string, and: string): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(comma)}${and}${last}`;
}

interface LocalTime {
  readonly year: string;
  readonly month: number;
  readonly day: number;
  readonly clock: string;
}

/**
 * Unix seconds in the person's own time zone. Only numbers are taken from the platform: its words change from one version of
 * the locale data to the next, and the summary must come out the same on both ends.
 */
function localTime(seconds: number, timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat("en-US", {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    calendar: "gregory",
    numberingSystem: "latn",
    timeZone,
  });
  const parts = new Map(
    format.formatToParts(new Date(seconds * 1000)).map(({ type, value }) => [type, value]),
  );
  return {
    year: parts.get("year") ?? "",
    month: Number(parts.get("month")),
    day: Number(parts.get("day")),
    clock: `${parts.get("hour") ?? ""}:${parts.get("minute") ?? ""}`,
  };
}

function englishTime(seconds: number, timeZone: string): string {
  const { year, month, day, clock } = localTime(seconds, timeZone);
  return `${day} ${MONTHS[month - 1] ?? ""} ${year}, ${clock}`;
}

function chineseTime(seconds: number, timeZone: string): string {
  const { year, month, day, clock } = localTime(seconds, timeZone);
  return `${year}年${month}月${day}日${clock}`;
}

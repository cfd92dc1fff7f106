import type { JsonObject } from "../json/nodes.ts";
import { categoryOf, suggestCategory } from "./categories.ts";
import type { Category } from "./categories.ts";
import { countInWords, dayOf, titleOf } from "./words.ts";

/** What a file is, in words and in figures. Comes from the content: show it to those who may read it, never log it. */
export interface FhirSummary {
  /** A few words in English: what it is. Without names of people. */
  readonly title: string;
  /** One sentence in English: how many of what, from when to when. */
  readonly summary: string;
  /** `transaction`, `collection`, …; only for a Bundle. */
  readonly bundleType?: string;
  /** How many resources of each type, most first: for a summary in another language. */
  readonly counts: readonly { readonly type: string; readonly count: number }[];
  /** First and last day of care named in the file, as precise as written. */
  readonly period?: { readonly from: string; readonly to: string };
  /** How many resources belong to each category, most first. */
  readonly categories: readonly { readonly category: Category; readonly count: number }[];
  readonly suggestedCategory: Category;
}

/** How many types the sentence names before it says "more". */
const NAMED_TYPES = 6;

/** Sees each resource of a file once and keeps only counts and days. */
export class SummaryCollector {
  private readonly type: string;
  private readonly root: JsonObject;
  private readonly types = new Map<string, number>();
  private readonly categories = new Map<Category, number>();
  private readonly days: { from: string | undefined; to: string | undefined } = {
    from: undefined,
    to: undefined,
  };
  private documentTitle: string | undefined;
  private total = 0;

  constructor(type: string, root: JsonObject) {
    this.type = type;
    this.root = root;
  }

  get count(): number {
    return this.total;
  }

  add(type: string, resource: JsonObject): void {
    this.total++;
    this.types.set(type, (this.types.get(type) ?? 0) + 1);
    const category = categoryOf(type, resource);
    this.categories.set(category, (this.categories.get(category) ?? 0) + 1);
    if (type === "Composition") this.documentTitle ??= titleOf(type, resource);
    const day = dayOf(resource);
    if (day === undefined) return;
    if (this.days.from === undefined || day < this.days.from) this.days.from = day;
    if (this.days.to === undefined || day > this.days.to) this.days.to = day;
  }

  describe(): FhirSummary {
    const { from, to } = this.days;
    const counts = ranked(this.types).map(([type, count]) => ({ type, count }));
    const bundleType = this.type === "Bundle" ? this.root.string("type") : undefined;
    return {
      title: this.title(),
      summary: this.sentence(counts),
      ...(bundleType === undefined ? {} : { bundleType }),
      counts,
      ...(from === undefined || to === undefined ? {} : { period: { from, to } }),
      categories: ranked(this.categories).map(([category, count]) => ({ category, count })),
      suggestedCategory: suggestCategory(this.categories),
    };
  }

  private title(): string {
    if (this.type !== "Bundle") return titleOf(this.type, this.root);
    if (this.documentTitle !== undefined) return this.documentTitle;
    const [from, to] = [this.days.from?.slice(0, 4), this.days.to?.slice(0, 4)];
    const years =
      from === undefined || to === undefined ? "" : from === to ? `, ${from}` : `, ${from} to ${to}`;
    return `Health record${years}`;
  }

  private sentence(counts: FhirSummary["counts"]): string {
    const named = counts.slice(0, NAMED_TYPES).map(({ type, count }) => countInWords(type, count));
    const rest = counts.slice(NAMED_TYPES).reduce((sum, { count }) => sum + count, 0);
    if (rest > 0) named.push(`${rest} more`);
    const list = named.length === 0 ? "No resources" : named.join(", ");
    const { from, to } = this.days;
    return `${list}${from === undefined ? "" : from === to ? `; ${from}` : `; from ${from} to ${to}`}.`;
  }
}

function ranked<T extends string>(counts: ReadonlyMap<T, number>): [T, number][] {
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

import { itemOf } from "../fhir/items.ts";
import { isObject, type Json, objects, text } from "../fhir/json.ts";
import { unmask } from "../fhir/masked.ts";
import { createReferences } from "../fhir/references.ts";
import type { Item, Label, Line, Measurement } from "../fhir/view.ts";

export type Change = "added" | "removed" | "changed" | "same";

/** What a line says, without what it is about. */
export type Value = Line | { readonly text: string };

/** One line of a section, in both versions. */
export interface ComparedRow {
  readonly key: string;
  /** A label of ours, or a name from the content. */
  readonly label: { readonly own: Label | "title" | "file" | "summary" } | { readonly name: string };
  readonly before: Value | null;
  readonly after: Value | null;
  readonly change: Change;
}

/** A resource in both versions. */
export interface ComparedSection {
  readonly key: string;
  /** What it is called, in the version that has it; the newer first. */
  readonly item: Item;
  readonly change: Exclude<Change, "same">;
  readonly rows: readonly ComparedRow[];
  /** It differs in something that no line tells. */
  readonly isElsewhere: boolean;
  readonly before: Json | null;
  readonly after: Json | null;
}

export interface Comparison {
  /** In the order of the newer version; what was removed comes last. */
  readonly sections: readonly ComparedSection[];
  readonly unchanged: number;
}

interface Entry {
  readonly key: string;
  /** All of it, whatever the order of its members. */
  readonly exact: string;
  readonly resource: Json;
  readonly item: Item;
}

/**
 * What differs between two versions of a FHIR record, by resource and line. Resources that say the same are the same, wherever they stand
 * (files written anew often number them anew); of the rest those with the same address, else of the same type and place.
 */
export function compare(before: Json, after: Json): Comparison {
  const old = new Rest(entriesOf(before));
  const pairs = entriesOf(after).map((entry) => ({ entry, twin: old.take("exact", entry) }));
  const both = pairs.map(({ entry, twin }) => ({ before: twin ?? old.take("key", entry), after: entry }));
  const sections = [
    ...both.flatMap((pair) => sectionOf(pair.before, pair.after) ?? []),
    ...old.entries().flatMap((entry) => sectionOf(entry, null) ?? []),
  ];
  return { sections, unchanged: both.filter((pair) => pair.before?.exact === pair.after.exact).length };
}

/** Entries that have found no counterpart yet. */
class Rest {
  readonly #left: Set<Entry>;
  readonly #by: Readonly<Record<"exact" | "key", Map<string, Entry[]>>>;

  constructor(entries: readonly Entry[]) {
    this.#left = new Set(entries);
    this.#by = {
      exact: Map.groupBy(entries, ({ exact }) => exact),
      key: Map.groupBy(entries, ({ key }) => key),
    };
  }

  take(by: "exact" | "key", entry: Entry): Entry | null {
    const found = this.#by[by].get(entry[by])?.find((each) => this.#left.has(each)) ?? null;
    if (found !== null) this.#left.delete(found);
    return found;
  }

  entries(): readonly Entry[] {
    return [...this.#left];
  }
}

function sectionOf(before: Entry | null, after: Entry | null): ComparedSection | null {
  const entry = after ?? before;
  if (entry === null) return null;
  if (before?.exact === after?.exact) return null;
  const rows = rowsOf(before?.item ?? null, after?.item ?? null);
  return {
    key: entry.key,
    item: entry.item,
    change: before === null ? "added" : after === null ? "removed" : "changed",
    rows,
    isElsewhere: rows.every(({ change }) => change === "same"),
    before: before?.resource ?? null,
    after: after?.resource ?? null,
  };
}

function rowsOf(before: Item | null, after: Item | null): readonly ComparedRow[] {
  const old = before === null ? new Map<string, Said>() : saidBy(before);
  const present = after === null ? new Map<string, Said>() : saidBy(after);
  const keys = new Set([...present.keys(), ...old.keys()]);
  return [...keys].flatMap((key) => {
    const was = old.get(key) ?? null;
    const is = present.get(key) ?? null;
    const said = is ?? was;
    if (said === null) return [];
    const row = { key, label: said.label, before: was?.value ?? null, after: is?.value ?? null };
    return [{ ...row, change: changeOf(was, is) }];
  });
}

interface Said {
  readonly label: ComparedRow["label"];
  readonly value: Value;
  /** What is compared, where that is more than is shown. */
  readonly exact: unknown;
}

function changeOf(before: Said | null, after: Said | null): Change {
  if (before === null) return "added";
  if (after === null) return "removed";
  return isSame(before.exact, after.exact) ? "same" : "changed";
}

/** All that an item says, line by line. The key says which line of another version is the same. */
function saidBy(item: Item): Map<string, Said> {
  const said = new Map<string, Said>();
  const add = (key: string, label: ComparedRow["label"], value: Value, exact: unknown = value): void => {
    let free = key;
    for (let count = 2; said.has(free); count += 1) free = `${key} ${count}`;
    said.set(free, { label, value, exact });
  };
  const { title, when, status, lines, measurements, attachments, narrative } = item;
  if (title !== null) add("title", { own: "title" }, { text: title });
  if (when !== null) add("when", { own: "when" }, { label: "when", when });
  const state = status ?? text(item.source["status"]);
  if (state !== null) add("status", { own: "status" }, { label: "status", code: state });
  for (const line of lines) add(`line ${line.label}`, { own: line.label }, line);
  for (const each of measurements.flatMap(withParts)) {
    const value = [each.value ?? "–", each.note].filter((part) => part !== null).join(" · ");
    add(`result ${each.key}`, { name: each.title }, { text: value }, { ...each, parts: [] });
  }
  for (const each of attachments) add("file", { own: "file" }, { text: each.title ?? each.mediaType }, each);
  if (narrative !== null) add("summary", { own: "summary" }, { text: narrative });
  return said;
}

function withParts(measurement: Measurement): readonly Measurement[] {
  const { value, parts } = measurement;
  return value === null && parts.length > 0
    ? parts.flatMap(withParts)
    : [measurement, ...parts.flatMap(withParts)];
}

function entriesOf(root: Json): readonly Entry[] {
  const entries =
    root["resourceType"] === "Bundle"
      ? objects(root["entry"]).flatMap(({ fullUrl, resource }) =>
          isObject(resource) ? [{ fullUrl: text(fullUrl), ...unmask(resource) }] : [],
        )
      : [{ fullUrl: null, ...unmask(root) }];
  const references = createReferences(entries);
  const counts = new Map<string, number>();
  return entries.map(({ fullUrl, resource }, index) => {
    const type = text(resource["resourceType"]) ?? "";
    const id = text(resource["id"]);
    const place = counts.get(type) ?? 0;
    counts.set(type, place + 1);
    const key = fullUrl ?? (id === null ? `${type} #${place}` : `${type}/${id}`);
    return {
      key,
      exact: JSON.stringify(sorted(resource)),
      resource,
      item: itemOf(resource, index, references),
    };
  });
}

/** The order of members is no difference. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, sorted(value[key])]),
  );
}

import type { ByteScanner, Span } from "../json/ByteScanner.ts";
import { type Member, MemberTable } from "./MemberTable.ts";

/** Names that may be types; others would make a class ambiguous. */
const TYPE = /^[A-Z][A-Za-z]{0,63}$/;
const [OPEN_BRACE, OPEN_BRACKET, QUOTE] = [0x7b, 0x5b, 0x22];

/** A resource of the content, or an entry without one. */
export interface Outline {
  /** `Observation`; of an entry that holds no resource `BundleEntry`. */
  readonly type: string;
  /** What all its sections' locators begin with. */
  readonly locator: string;
  /** Of the resource; none where the entry has no resource. */
  readonly members: () => readonly Member[];
  /** The entry of the Bundle around it, and what is in it beside the resource. */
  readonly entry: (Span & { readonly members: () => readonly Member[] }) | null;
}

export const ENTRY_TYPE = "BundleEntry";
/** The Bundle around the resources. */
export const SHELL_LOCATOR = "#";

export interface FhirOutline {
  /** Members of the Bundle without its entries. */
  readonly shell: (() => readonly Member[]) | null;
  readonly resources: readonly Outline[];
  /** Of all resources. */
  readonly memberCount: number;
}

interface FoundResource {
  type: string | null;
  id: string | null;
  from: number;
  to: number;
}

interface FoundEntry extends Span {
  readonly fullUrl: string | null;
  readonly resource: FoundResource | null;
  readonly from: number;
  readonly to: number;
}

/**
 * Reads the whole content once and says what it consists of; null when it is no resource.
 * @throws InvalidInputError FIELDS_NOT_JSON
 */
export function outlineOf(scanner: ByteScanner, start: number): FhirOutline | null {
  const members = new MemberTable();
  const entryMembers = new MemberTable();
  const entries: FoundEntry[] = [];
  let root: FoundResource | null = null;
  let isBundle = false;

  const readResource = (): FoundResource => {
    const found: FoundResource = { type: null, id: null, from: members.length, to: 0 };
    scanner.object((name) => {
      const from = scanner.place;
      scanner.value();
      members.push(name, from, scanner.place);
      identify(scanner, found, { name, start: from, end: scanner.place });
    });
    found.to = members.length;
    return found;
  };
  const readEntry = (): void => {
    const [place, from] = [scanner.place, entryMembers.length];
    let resource: FoundResource | null = null;
    let fullUrl: string | null = null;
    if (scanner.opening !== OPEN_BRACE) scanner.value();
    else
      scanner.object((name) => {
        const at = scanner.place;
        if (name === "resource" && scanner.opening === OPEN_BRACE) resource = readResource();
        else scanner.value();
        entryMembers.push(name, at, scanner.place);
        if (name === "fullUrl") fullUrl = textAt(scanner, { start: at, end: scanner.place });
      });
    entries.push({ start: place, end: scanner.place, fullUrl, resource, from, to: entryMembers.length });
  };
  const rootMembers: Member[] = [];
  scanner.document(start, () => {
    if (scanner.opening !== OPEN_BRACE) return scanner.value();
    const found: FoundResource = { type: null, id: null, from: 0, to: 0 };
    scanner.object((name) => {
      const from = scanner.place;
      const hasEntries = name === "entry" && scanner.opening === OPEN_BRACKET;
      if (hasEntries) scanner.array(readEntry);
      else scanner.value();
      isBundle ||= hasEntries;
      const member = { name, start: from, end: scanner.place };
      rootMembers.push(member);
      identify(scanner, found, member);
    });
    root = found;
  });
  return describe({ root, rootMembers, isBundle, entries, members, entryMembers });
}

interface Read {
  readonly root: FoundResource | null;
  readonly rootMembers: readonly Member[];
  readonly isBundle: boolean;
  readonly entries: readonly FoundEntry[];
  readonly members: MemberTable;
  readonly entryMembers: MemberTable;
}

function describe({ root, rootMembers, isBundle, entries, members, entryMembers }: Read): FhirOutline | null {
  const type = typeOf(root);
  if (root === null || type === null) return null;
  if (type !== "Bundle" || !isBundle) {
    const locator = root.id === null || root.id === "" ? "#0" : `${type}/${root.id}`;
    const own: Outline = { type, locator, members: () => rootMembers, entry: null };
    return { shell: null, resources: [own], memberCount: rootMembers.length };
  }
  const names = uniqueNames(entries);
  const resources = entries.map(({ resource, start, end, from, to }, index): Outline => {
    const own = typeOf(resource);
    return {
      type: own ?? ENTRY_TYPE,
      locator: names[index] ?? `#${index}`,
      members: () => (resource === null || own === null ? [] : members.between(resource.from, resource.to)),
      entry: { start, end, members: () => entryMembers.between(from, to) },
    };
  });
  const shell = (): Member[] => rootMembers.filter(({ name }) => name !== "entry");
  return { shell, resources, memberCount: members.length };
}

/** Each entry's own name where it is the only one of its kind, else null. */
function uniqueNames(entries: readonly FoundEntry[]): (string | null)[] {
  const names = entries.map(({ fullUrl, resource }) => {
    const type = typeOf(resource);
    return fullUrl ?? (type === null || resource?.id == null ? null : `${type}/${resource.id}`);
  });
  const counts = new Map<string | null, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.map((name) =>
    name === null || name === "" || name.startsWith("#") || counts.get(name) !== 1 ? null : name,
  );
}

function identify(scanner: ByteScanner, found: FoundResource, member: Member): void {
  if (member.name === "resourceType") found.type = textAt(scanner, member);
  if (member.name === "id") found.id = textAt(scanner, member);
}

function typeOf(found: FoundResource | null): string | null {
  const type = found?.type ?? null;
  return type !== null && TYPE.test(type) && type !== ENTRY_TYPE ? type : null;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function textAt(scanner: ByteScanner, { start, end }: Span): string | null {
  if (scanner.bytes[start] !== QUOTE) return null;
  const value: unknown = JSON.parse(decoder.decode(scanner.bytes.subarray(start, end)));
  return typeof value === "string" ? value : null;
}

import type { EntryDigest } from "./BundleCheck.ts";
import type { Warnings } from "./Warnings.ts";

/** What takes the literal references of a resource as they are read. */
export interface ReferenceSink {
  /**
   * @param targets resource types it may point to; none: any
   * @param path tells the FHIRPath of the Reference; called only while it is being read
   */
  add(reference: string, targets: readonly string[], path: () => string): void;
}

/** One place a reference stands in, for each kind of place that allows other targets. */
interface Use {
  readonly targets: readonly string[];
  readonly path: string;
}

interface Collected {
  readonly uses: [Use, ...Use[]];
  count: number;
}

const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;
const RELATIVE = /^([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const CONDITIONAL = /^[A-Z][A-Za-z]+\?\S+$/;
const RESTFUL = /^(https?:\/\/\S+\/)[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/;
/** A reference is repeated in a warning up to this length. */
const SHOWN = 120;

/** The references of a resource that stands alone: nothing to look up, but form and the type that a relative one names. */
export class LoneReferences implements ReferenceSink {
  private readonly warnings: Warnings;

  constructor(warnings: Warnings) {
    this.warnings = warnings;
  }

  add(reference: string, targets: readonly string[], path: () => string): void {
    const type = RELATIVE.exec(reference)?.[1];
    if (type !== undefined) warnWrongType({ targets, path }, type, this.warnings);
    else if (!isLiteral(reference))
      this.warnings.add({ rule: "reference-form", path: path(), message: notLiteral(reference) });
  }
}

/**
 * Gathers the literal references of a Bundle, each once, and resolves them by the rules of R4 §2.36.4.1: an absolute
 * one against the fullUrls; a relative one after putting it behind the base of its own entry's fullUrl, if that is a
 * RESTful URL. A Bundle may point outside itself, so nothing here is more than a warning.
 */
export class ReferenceCollector implements ReferenceSink {
  /** By the base of the entry it stands in, then by the reference. */
  private readonly byBase = new Map<string | undefined, Map<string, Collected>>();
  private base: string | undefined;

  /** The references that follow stand in the entry of this fullUrl. */
  enterEntry(fullUrl: string | undefined): void {
    this.base = fullUrl === undefined ? undefined : RESTFUL.exec(fullUrl)?.[1];
  }

  add(reference: string, targets: readonly string[], path: () => string): void {
    const collected = this.byBase.get(this.base) ?? new Map<string, Collected>();
    this.byBase.set(this.base, collected);
    const known = collected.get(reference);
    if (known === undefined) {
      collected.set(reference, { uses: [{ targets, path: path() }], count: 1 });
      return;
    }
    known.count++;
    if (!known.uses.some((use) => use.targets === targets)) known.uses.push({ targets, path: path() });
  }

  /** Looks every reference up among the entries and warns of what is not there or of the wrong type. */
  resolve(entries: readonly EntryDigest[], warnings: Warnings): void {
    const byUrl = new Map<string, EntryDigest>();
    const byId = new Map<string, EntryDigest>();
    for (const entry of entries) {
      if (entry.fullUrl !== undefined) byUrl.set(entry.fullUrl, entry);
      if (entry.type !== undefined && entry.id !== undefined) byId.set(`${entry.type}/${entry.id}`, entry);
    }
    for (const [base, references] of this.byBase) {
      for (const [reference, { uses, count }] of references) {
        const plain = reference.split("/_history/", 1)[0] ?? reference;
        const absolute = ABSOLUTE.test(plain) ? plain : base === undefined ? undefined : base + plain;
        const found = absolute === undefined ? undefined : byUrl.get(absolute);
        const type = found?.type ?? RELATIVE.exec(plain)?.[1];
        if (type !== undefined) for (const use of uses) warnWrongType(use, type, warnings);
        if (found !== undefined) continue;
        const { rule, message } = unresolved(reference, byId.get(plain) !== undefined);
        const others = count === 1 ? "" : ` (referred to ${count} times)`;
        warnings.add({ rule, path: uses[0].path, message: message + others });
      }
    }
  }
}

function isLiteral(reference: string): boolean {
  return ABSOLUTE.test(reference) || RELATIVE.test(reference) || CONDITIONAL.test(reference);
}

function notLiteral(reference: string): string {
  return `${shown(reference)} is not a reference: neither Type/id, a URL nor #id`;
}

/** A resource of this type and id under another fullUrl, or none, is likely meant, but R4 does not resolve it. */
function unresolved(reference: string, sameId: boolean): { rule: string; message: string } {
  if (!isLiteral(reference)) return { rule: "reference-form", message: notLiteral(reference) };
  const rule = "unresolved-reference";
  if (CONDITIONAL.test(reference)) {
    return { rule, message: `${shown(reference)} is a search that only a server can resolve` };
  }
  const message = sameId
    ? "is in this Bundle only by its id, not by its fullUrl, so not every reader will find it"
    : "is not in this Bundle";
  return { rule, message: `${shown(reference)} ${message}` };
}

/** The official DeviceMetric example itself points to a type outside the definition's list, so this cannot be an error. */
function warnWrongType(
  { targets, path }: { targets: readonly string[]; path: string | (() => string) },
  type: string,
  warnings: Warnings,
): void {
  if (targets.length === 0 || targets.includes(type)) return;
  const where = typeof path === "string" ? path : path();
  warnings.add({
    rule: "reference-target",
    path: where,
    message: `points to ${type}; R4 expects ${targets.join(" or ")}`,
  });
}

function shown(reference: string): string {
  return reference.length <= SHOWN ? reference : `${reference.slice(0, SHOWN)}…`;
}

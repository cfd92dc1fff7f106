import type { FieldPart, FieldSection } from "../types.ts";
import { invalid } from "./invalid.ts";

const ELEMENT_CLASS = /^[A-Z][A-Za-z]{0,63}\.(.+)$/s;

/** `Observation.valueQuantity` is the element `valueQuantity`; `Observation` has none, and a media type neither. */
export function elementOf(className: string): string | null {
  return ELEMENT_CLASS.exec(className)?.[1] ?? null;
}

/** What the locators of all sections of one resource begin with. */
export function baseOf({
  className,
  locator,
}: {
  readonly className: string;
  readonly locator: string;
}): string {
  const element = elementOf(className);
  return element === null ? locator : locator.slice(0, -element.length - 1);
}

/**
 * Names must fit each other, or a text could be shown as another element than the one whose class was committed to.
 * @throws VerificationError REDACTED_INVALID
 */
export function requireNames(sections: readonly FieldSection[]): void {
  const locators = new Set<string>();
  const types = new Map<string, string>();
  for (const section of sections) {
    if (section.kind === "hidden") continue;
    const { className, locator } = section;
    const element = elementOf(className);
    if (element !== null && !locator.endsWith(`.${element}`)) throw invalid("locator");
    if (locators.has(locator)) throw invalid("locator");
    locators.add(locator);
    const type = element === null ? className : className.slice(0, -element.length - 1);
    const base = baseOf(section);
    if ((types.get(base) ?? type) !== type) throw invalid("class");
    types.set(base, type);
    if (section.kind === "shown") requirePaths(section.parts);
  }
}

const PATH = /^(?:\/.*|entry\/.*|\[(?:0|[1-9][0-9]*)\]|)$/s;

function requirePaths(parts: readonly FieldPart[]): void {
  const paths = new Set<string>();
  for (const part of parts) {
    if ("hash" in part) continue;
    if (!PATH.test(part.path) || paths.has(part.path) || (part.path === "" && parts.length > 1))
      throw invalid("path");
    paths.add(part.path);
  }
}

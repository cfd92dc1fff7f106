import { utf8 } from "../../codec/index.ts";
import { loadSchema } from "../../fhir/schema/loadSchema.ts";
import { SHELL_LOCATOR } from "../cut/outline.ts";
import type { FieldDocument, FieldPart, FieldSection } from "../types.ts";
import { baseOf, elementOf } from "./names.ts";

/** R4 "data-absent-reason": there is a value, and the reader may not see it. */
const MASKED =
  '{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}';

/** A part or element as a member of an object. */
type Member = readonly [name: string, text: string];

interface Resource {
  readonly type: string;
  readonly members: Member[];
  readonly entry: Member[];
}

/**
 * FHIR JSON for people and programs: what is shown byte for byte, masked elements with the extension for masked data, nothing in the
 * place of what is hidden without a name. Only of a FHIR content; anything else comes back as it is.
 *
 * The result is no record: its text as a whole was never signed. `verifyRedacted` says what stands behind its fields.
 */
export async function readableContent(document: FieldDocument): Promise<Uint8Array> {
  const { sections, order, level } = document;
  if (level === "whole") return wholeOf(sections);
  const schema = await loadSchema();
  const resources = new Map<string, Resource>();
  for (const position of order) {
    const section = sections[position];
    if (section === undefined || section.kind === "hidden" || section.kind === "removed") continue;
    const { className } = section;
    const base = baseOf(section);
    const element = elementOf(className);
    const type = element === null ? className : className.slice(0, -element.length - 1);
    const resource = resources.get(base) ?? { type, members: [], entry: [] };
    resources.set(base, resource);
    if (element === null) addHead(resource, section);
    else
      resource.members.push(
        elementMember(section, element, (name) => schema.type(type)?.byJsonName.get(name)),
      );
  }
  return utf8(assemble(resources));
}

function wholeOf(sections: readonly FieldSection[]): Uint8Array {
  const [section] = sections;
  const part = section?.kind === "shown" ? section.parts[0] : undefined;
  return part === undefined || "hash" in part ? new Uint8Array(0) : part.text;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const textOf = (part: Exclude<FieldPart, { hash: Uint8Array }>): string => decoder.decode(part.text);

function addHead(resource: Resource, section: FieldSection): void {
  if (section.kind !== "shown") return;
  for (const part of section.parts) {
    if ("hash" in part) continue;
    if (part.path.startsWith("/")) resource.members.push([part.path.slice(1), textOf(part)]);
    else if (part.path.startsWith("entry/"))
      resource.entry.push([part.path.slice("entry/".length), textOf(part)]);
  }
}

type Known = { readonly primitive: boolean; readonly max: number } | undefined;

function elementMember(section: FieldSection, element: string, ruleOf: (name: string) => Known): Member {
  if (section.kind === "shown") return [element, joined(section.parts)];
  const rule = ruleOf(element.replace(/^_/, ""));
  // Of a primitive only the member beside it can say why it is missing.
  const name = rule?.primitive === true && !element.startsWith("_") ? `_${element}` : element;
  return [name, rule === undefined || rule.max === 1 ? MASKED : `[${MASKED}]`];
}

/** Members or items back together; in the place of a hidden one stands that it is masked. */
function joined(parts: readonly FieldPart[]): string {
  const shown = parts.flatMap((part) => ("hash" in part ? [] : [part]));
  const [first] = shown;
  if (first?.path === "") return textOf(first);
  if (first === undefined) return MASKED;
  if (first.path.startsWith("["))
    return `[${parts.map((part) => ("hash" in part ? MASKED : textOf(part))).join(",")}]`;
  const members = shown.map((part): Member => [part.path.slice(1), textOf(part)]);
  return shown.length === parts.length ? object(members) : object(withMask(members));
}

/** An object of which members are hidden says so, unless it has extensions of its own. */
function withMask(members: readonly Member[]): readonly Member[] {
  if (members.some(([name]) => name === "extension")) return members;
  return [["extension", MASKED.slice('{"extension":'.length, -1)], ...members];
}

const object = (members: readonly Member[]): string =>
  `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`;

function assemble(resources: ReadonlyMap<string, Resource>): string {
  const shell = resources.get(SHELL_LOCATOR);
  const others = [...resources].filter(([base]) => base !== SHELL_LOCATOR).map(([, resource]) => resource);
  const [only] = others;
  if (shell === undefined && others.length === 1 && only?.entry.length === 0) return resourceText(only);
  const type: Member[] =
    shell?.members.some(([name]) => name === "resourceType") === true ? [] : [["resourceType", '"Bundle"']];
  const entries = others.map(({ entry, ...resource }) =>
    resource.type === "BundleEntry"
      ? object(entry)
      : object([...entry, ["resource", resourceText({ ...resource, entry })]]),
  );
  return object([...type, ...(shell?.members ?? []), ["entry", `[${entries.join(",")}]`]]);
}

function resourceText({ type, members }: Resource): string {
  const hasType = members.some(([name]) => name === "resourceType");
  return object(hasType ? members : [["resourceType", JSON.stringify(type)], ...members]);
}

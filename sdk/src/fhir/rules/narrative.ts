import { textFault } from "./narrativeText.ts";
import type { NarrativeFault } from "./narrativeText.ts";

/** R4 §2.4.0: chapters 7–11 and 15 of HTML 4.0, links, images and style; nothing that runs, loads or asks. */
const ELEMENTS = new Set(
  (
    "a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img " +
    "kbd li map ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var"
  ).split(" "),
);
const ATTRIBUTES = new Set(
  (
    "abbr accesskey align alt axis border cellpadding cellspacing char charoff charset cite class colspan coords dir frame headers height " +
    "href hreflang id ismap lang longdesc name nohref nowrap rel rev rowspan rules scope shape space span src style summary tabindex " +
    "title type usemap valign width xml:lang xml:space xmlns"
  ).split(" "),
);
const XHTML = "http://www.w3.org/1999/xhtml";
const MAX_NESTING = 200;

const TAG = /<(\/?)([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const WELL_FORMED = "Close every tag and quote every attribute, as XML demands.";

/**
 * Checks `Narrative.div` (txt-1, txt-2): one well-formed `<div>` in the XHTML namespace, only the elements and attributes
 * that R4 allows, only the entities that XML has, and something to read in it.
 */
export function narrativeFault(html: string): NarrativeFault | undefined {
  const open: string[] = [];
  let substance = false;
  let at = html.length - html.trimStart().length;
  const end = html.trimEnd().length;
  for (let first = true; at < end; first = false) {
    const next = html.charAt(at) === "<" ? at : nextMarkup(html, at, end);
    if (next > at) {
      const fault = textFault(html.slice(at, next));
      if (fault !== undefined || open.length === 0) return fault ?? outside();
      substance ||= /[^\s]/.test(html.slice(at, next));
      at = next;
      continue;
    }
    const afterComment = first ? undefined : commentEnd(html, at);
    if (afterComment !== undefined) {
      at = afterComment;
      continue;
    }
    if (!first && open.length === 0) return outside();
    TAG.lastIndex = at;
    const tag = TAG.exec(html);
    if (tag === null)
      return { rule: "txt-1", message: "has a tag that is not well-formed XML", hint: WELL_FORMED };
    const fault = tagFault(tag, open, first);
    if (fault !== undefined) return fault;
    substance ||= tag[2] === "img";
    at = TAG.lastIndex;
  }
  if (open.length > 0)
    return { rule: "txt-1", message: `has a <${open.at(-1)}> that is never closed`, hint: WELL_FORMED };
  if (substance) return undefined;
  return {
    rule: "txt-2",
    message: "has nothing to read in it",
    hint: "Write a text, or leave the narrative out.",
  };
}

function nextMarkup(html: string, at: number, end: number): number {
  const next = html.indexOf("<", at);
  return next < 0 || next > end ? end : next;
}

function outside(): NarrativeFault {
  return {
    rule: "txt-1",
    message: "must be one <div> and nothing beside it",
    hint: "Put everything into one <div>.",
  };
}

/** Where a comment that begins here ends; XML allows no "--" inside it. */
function commentEnd(html: string, at: number): number | undefined {
  if (!html.startsWith("<!--", at)) return undefined;
  const end = html.indexOf("--", at + 4);
  return end >= 0 && html.charAt(end + 2) === ">" ? end + 3 : undefined;
}

/** Checks one tag and keeps `open`, the stack of open elements. */
function tagFault(tag: RegExpExecArray, open: string[], first: boolean): NarrativeFault | undefined {
  const [, closing = "", name = "", attributes = "", selfClosing = ""] = tag;
  if (closing !== "") {
    if (attributes === "" && selfClosing === "" && open.pop() === name) return undefined;
    return { rule: "txt-1", message: "closes a tag that is not open", hint: WELL_FORMED };
  }
  if (first && name !== "div") return outside();
  if (!ELEMENTS.has(name)) {
    const shown = name.length <= 12 ? `<${name}>` : "a tag";
    return {
      rule: "txt-1",
      message: `uses ${shown}, which R4 does not allow in narratives`,
      hint: "Use paragraphs, lists, tables, emphasis, links and images only.",
    };
  }
  const fault = attributesFault(attributes, first);
  if (fault !== undefined) return fault;
  if (selfClosing === "") open.push(name);
  if (open.length > MAX_NESTING)
    return {
      rule: "txt-1",
      message: `nests tags more than ${MAX_NESTING} deep`,
      hint: "Flatten the markup.",
    };
  return undefined;
}

function attributesFault(attributes: string, first: boolean): NarrativeFault | undefined {
  const seen = new Set<string>();
  let namespace: string | undefined;
  for (const [, name = "", double, single] of attributes.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? "";
    if (name === "xmlns") namespace = value;
    if (!ATTRIBUTES.has(name) || seen.has(name)) {
      const shown = name.length <= 16 ? name : "an attribute";
      return {
        rule: "txt-1",
        message: `uses ${shown} ${seen.has(name) ? "twice in one tag" : "as an attribute, which R4 does not allow"}`,
        hint: "Remove the attribute.",
      };
    }
    seen.add(name);
    if ((name === "href" || name === "src") && /^\s*(?:javascript|vbscript):/i.test(value)) {
      return { rule: "txt-1", message: "has a link that would run a script", hint: "Remove the link." };
    }
    const fault = textFault(value);
    if (fault !== undefined) return fault;
  }
  if (namespace === XHTML || (!first && namespace === undefined)) return undefined;
  return {
    rule: "txt-1",
    message: "is not in the XHTML namespace",
    hint: `Begin with <div xmlns="${XHTML}">.`,
  };
}

import { JsonArray, JsonObject } from "./nodes.ts";
import type { JsonValue } from "./nodes.ts";
import { syntaxError, unexpected } from "./syntax.ts";
import { TextScanner } from "./TextScanner.ts";

/** Nesting that no record needs (the deepest official example has 12) and that every recursive reader survives. */
export const MAX_DEPTH = 200;
/** Above this many members, duplicate names are found by a set instead of by looking through the list. */
const SMALL_OBJECT = 12;
const SHAPES = 256;

/** One array's item in the text, not yet read. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A strict reader of JSON (RFC 8259), stricter where FHIR is: no name twice in one object, no lone surrogate, bounded
 * depth and numbers. It reads from a text so that a value of a large file can be read alone, by its span.
 * Every method throws InvalidFhirError FHIR_NOT_JSON with line and column.
 */
export class JsonReader extends TextScanner {
  private depth = 0;
  /** Names and values of the containers being read, outermost first; each container takes its own off when it ends. */
  private names: string[] = [];
  private values: JsonValue[] = [];
  private readonly shapes: (readonly string[])[] = [];

  /** Reads one whole value that ends where the span does. */
  readSpan(span: Span): JsonValue {
    this.reset(span.start);
    return this.value();
  }

  /**
   * Reads the document's one object, but does not keep the items of the member `lazyKey` if that is an array: their
   * spans are returned instead. So a Bundle of any size is checked for syntax before anything else, and then held one
   * entry at a time.
   */
  readRoot(lazyKey: string): { root: JsonObject; spans: Span[] } {
    this.reset(0);
    this.blank();
    if (this.text.charCodeAt(this.at) !== 0x7b) throw this.notAnObject();
    const spans: Span[] = [];
    const root = this.object((key) => {
      const start = this.at;
      if (key !== lazyKey || this.text.charCodeAt(start) !== 0x5b) return this.value();
      this.eachItem((itemStart) => {
        this.value();
        spans.push({ start: itemStart, end: this.at });
      });
      return new JsonArray(start, []);
    });
    this.blank();
    if (this.at < this.text.length) throw this.afterTheEnd();
    return { root, spans };
  }

  /** Where each member of a container begins: the names of an object, the items of an array. */
  places(container: JsonObject | JsonArray): number[] {
    const places: number[] = [];
    this.reset(container.start);
    if (container instanceof JsonArray) {
      this.eachItem((start) => {
        places.push(start);
        this.value();
      });
    }
    if (container instanceof JsonObject) this.object(undefined, places);
    return places;
  }

  private reset(at: number): void {
    this.at = at;
    this.depth = 0;
    this.names = [];
    this.values = [];
  }

  private value(): JsonValue {
    const code = this.text.charCodeAt(this.at);
    if (code === 0x22) return this.string();
    if (code === 0x7b) return this.object();
    if (code === 0x5b) return this.array();
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.number();
    if (this.text.startsWith("true", this.at)) return this.literal(4, true);
    if (this.text.startsWith("false", this.at)) return this.literal(5, false);
    if (this.text.startsWith("null", this.at)) return this.literal(4, null);
    throw unexpected(this.text, this.at, "a value");
  }

  private object(readMember?: (key: string) => JsonValue, places?: number[]): JsonObject {
    const start = this.at;
    const base = this.names.length;
    const valueBase = this.values.length;
    let known: Set<string> | undefined;
    this.enter();
    if (this.text.charCodeAt(this.at) !== 0x7d) {
      do {
        const nameStart = this.at;
        const key = this.name();
        if (this.names.length - base === SMALL_OBJECT) known = new Set(this.names.slice(base));
        if (known === undefined ? this.names.indexOf(key, base) >= 0 : known.has(key))
          throw this.duplicate(nameStart);
        known?.add(key);
        places?.push(nameStart);
        this.names.push(key);
        this.values.push(readMember === undefined ? this.value() : readMember(key));
      } while (this.comma(0x7d));
    }
    this.leave();
    return new JsonObject(start, this.takeNames(base), this.values.splice(valueBase));
  }

  /** Most objects of a file have the names of another, in the same order: one list of names serves them all. */
  private takeNames(base: number): readonly string[] {
    const count = this.names.length - base;
    const slot =
      (count * 31 + (this.names[base]?.length ?? 0) * 7 + (this.names.at(-1)?.length ?? 0)) % SHAPES;
    const known = this.shapes[slot];
    if (known?.length === count && known.every((name, index) => name === this.names[base + index])) {
      this.names.length = base;
      return known;
    }
    return (this.shapes[slot] = this.names.splice(base));
  }

  private array(): JsonArray {
    const start = this.at;
    const base = this.values.length;
    this.eachItem(() => this.values.push(this.value()));
    return new JsonArray(start, this.values.splice(base));
  }

  private eachItem(readItem: (start: number) => void): void {
    this.enter();
    if (this.text.charCodeAt(this.at) !== 0x5d) {
      do readItem(this.at);
      while (this.comma(0x5d));
    }
    this.leave();
  }

  /** Reads a member's name and steps over its colon. */
  private name(): string {
    if (this.text.charCodeAt(this.at) !== 0x22)
      throw unexpected(this.text, this.at, "a name in double quotes");
    const name = this.string();
    this.blank();
    if (this.text.charCodeAt(this.at) !== 0x3a) throw unexpected(this.text, this.at, "a colon");
    this.at++;
    this.blank();
    return name;
  }

  /** Steps over the opening bracket. */
  private enter(): void {
    if (++this.depth > MAX_DEPTH) {
      throw syntaxError(
        this.text,
        this.at,
        "depth",
        `values are nested more than ${MAX_DEPTH} deep`,
        "Flatten the structure; no FHIR resource needs this depth.",
      );
    }
    this.at++;
    this.blank();
  }

  /** Steps over the closing bracket. */
  private leave(): void {
    this.depth--;
    this.at++;
  }

  /** True after a comma that another member follows, false at the closing bracket. */
  private comma(close: number): boolean {
    this.blank();
    const code = this.text.charCodeAt(this.at);
    if (code === close) return false;
    if (code !== 0x2c) throw unexpected(this.text, this.at, close === 0x7d ? "a comma or }" : "a comma or ]");
    const comma = this.at++;
    this.blank();
    if (this.text.charCodeAt(this.at) === close) {
      throw syntaxError(
        this.text,
        comma,
        "trailing-comma",
        "a comma stands before a closing bracket",
        "Remove this comma.",
      );
    }
    return true;
  }

  private duplicate(at: number): Error {
    return syntaxError(
      this.text,
      at,
      "duplicate-name",
      "this name stands twice in one object, so readers would disagree on its value",
      "Keep one of the two.",
    );
  }

  private notAnObject(): Error {
    if (this.at >= this.text.length)
      return syntaxError(
        this.text,
        this.at,
        "empty",
        "the file is empty",
        "Choose a file that holds a FHIR resource.",
      );
    return unexpected(this.text, this.at, "{ (a FHIR resource is one JSON object)");
  }

  private afterTheEnd(): Error {
    const another = this.text.charCodeAt(this.at) === 0x7b;
    const hint = another
      ? "Files with one resource per line (NDJSON) must be put into a Bundle first."
      : "Remove what follows the closing bracket.";
    return syntaxError(this.text, this.at, "after-end", "something follows the end of the resource", hint);
  }
}

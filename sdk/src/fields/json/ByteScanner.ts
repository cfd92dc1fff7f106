import { utf8 } from "../../codec/index.ts";
import { notJson } from "./notJson.ts";
import { NameSet } from "./NameSet.ts";

/** As the FHIR reader has it: nesting that no record needs and every recursive reader survives. */
export const MAX_DEPTH = 200;

/** Bytes `start` to before `end` of the content. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
const [MINUS, PLUS, POINT, ZERO, NINE] = [0x2d, 0x2b, 0x2e, 0x30, 0x39];
const SIMPLE_ESCAPES = new Set(utf8('"\\/bfnrt'));
const LITERALS = ["true", "false", "null"].map((word) => Array.from(utf8(word)));

/**
 * A strict reader of JSON (RFC 8259) over bytes that makes no values: it finds where they stand, so that a text of any size is cut
 * without being held twice. No name twice in one object, no lone surrogate, bounded depth. That the bytes are UTF-8 is the caller's
 * to check.
 * Every method throws InvalidInputError FIELDS_NOT_JSON.
 */
export class ByteScanner {
  readonly bytes: Uint8Array;
  private at = 0;
  private depth = 0;
  private readonly names: NameSet;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.names = new NameSet(bytes);
  }

  /** Where the reader stands. */
  get place(): number {
    return this.at;
  }

  /** The first byte of the value where the reader stands. */
  get opening(): number | undefined {
    return this.bytes[this.at];
  }

  /** Reads the one value that the bytes from `start` to `end` hold, with blanks around it. */
  document(start: number, read: () => void, end = this.bytes.length): void {
    this.begin(start);
    this.blank();
    read();
    while (this.at < end && isBlank(this.bytes[this.at])) this.at++;
    if (this.at !== end) throw notJson("syntax", this.at);
  }

  /** Goes to a value that was read before. */
  begin(start: number): void {
    this.at = start;
    this.depth = 0;
  }

  /** Reads a value; the reader stands behind it then. */
  value(): void {
    const byte = this.bytes[this.at];
    if (byte === QUOTE) this.string();
    else if (byte === OPEN_BRACE) this.object();
    else if (byte === OPEN_BRACKET) this.array();
    else if (byte === MINUS || isDigit(byte)) this.number();
    else this.literal();
  }

  /** Goes over a value that was read before: what is within it is not checked again. */
  pass(): void {
    const { bytes, opening } = this;
    if (opening !== OPEN_BRACE && opening !== OPEN_BRACKET) return this.value();
    let { at } = this;
    let depth = 0;
    do {
      const byte = bytes[at++];
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
      else if (byte === QUOTE) {
        while (bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
        at++;
      }
    } while (depth > 0);
    this.at = at;
  }

  /** Reads an object; `readMember`, called at each member's value, must read it. */
  object(readMember?: (name: string) => void): void {
    const names = this.names.begin();
    this.enter();
    if (this.bytes[this.at] !== CLOSE_BRACE) {
      do {
        const start = this.at + 1;
        const end = this.name();
        if (!this.names.add(names, start, end)) throw notJson("duplicate-name", start);
        if (readMember === undefined) this.value();
        else readMember(this.names.lastText());
      } while (this.comma(CLOSE_BRACE));
    }
    this.names.end(names);
    this.leave();
  }

  /** Reads an array; `readItem`, called at each item, must read it. */
  array(readItem?: () => void): void {
    this.enter();
    if (this.bytes[this.at] !== CLOSE_BRACKET) {
      do {
        if (readItem === undefined) this.value();
        else readItem();
      } while (this.comma(CLOSE_BRACKET));
    }
    this.leave();
  }

  /** Goes on to the member's value. @returns where the name ends, without its quote */
  private name(): number {
    if (this.bytes[this.at] !== QUOTE) throw notJson("syntax", this.at);
    const end = this.names.endOf(this.at + 1);
    if (end === null) this.string();
    else this.at = end + 1;
    const after = this.at;
    this.blank();
    if (this.bytes[this.at++] !== COLON) throw notJson("syntax", this.at - 1);
    this.blank();
    return after - 1;
  }

  private string(): void {
    const { bytes } = this;
    for (let at = this.at + 1; ;) {
      const byte = bytes[at];
      if (byte === QUOTE) return void (this.at = at + 1);
      if (byte === BACKSLASH) at = this.escape(at);
      else if (byte !== undefined && byte >= 0x20) at++;
      else throw notJson("syntax", at);
    }
  }

  /** @returns where the escape ends */
  private escape(at: number): number {
    const letter = this.bytes[at + 1] ?? 0;
    if (SIMPLE_ESCAPES.has(letter)) return at + 2;
    const unit = this.unit(at);
    if (unit < 0xd800 || unit > 0xdfff) return at + 6;
    const low = unit < 0xdc00 && this.bytes[at + 6] === BACKSLASH ? this.unit(at + 6) : 0;
    if (low < 0xdc00 || low > 0xdfff) throw notJson("surrogate", at);
    return at + 12;
  }

  private unit(at: number): number {
    const digits = String.fromCharCode(...this.bytes.subarray(at + 1, at + 6));
    if (!/^u[0-9a-fA-F]{4}$/.test(digits)) throw notJson("syntax", at);
    return Number.parseInt(digits.slice(1), 16);
  }

  private number(): void {
    if (this.bytes[this.at] === MINUS) this.at++;
    if (this.bytes[this.at] === ZERO) this.at++;
    else this.digits();
    if (this.bytes[this.at] === POINT) {
      this.at++;
      this.digits();
    }
    if ((this.bytes[this.at] ?? 0) === 0x65 || this.bytes[this.at] === 0x45) {
      this.at++;
      const sign = this.bytes[this.at];
      if (sign === PLUS || sign === MINUS) this.at++;
      this.digits();
    }
  }

  private digits(): void {
    if (!isDigit(this.bytes[this.at])) throw notJson("syntax", this.at);
    while (isDigit(this.bytes[this.at])) this.at++;
  }

  private literal(): void {
    const word = LITERALS.find((letters) =>
      letters.every((letter, index) => this.bytes[this.at + index] === letter),
    );
    if (word === undefined) throw notJson("syntax", this.at);
    this.at += word.length;
  }

  private enter(): void {
    if (++this.depth > MAX_DEPTH) throw notJson("depth", this.at);
    this.at++;
    this.blank();
  }

  private leave(): void {
    this.depth--;
    this.at++;
  }

  private comma(close: number): boolean {
    this.blank();
    const byte = this.bytes[this.at];
    if (byte === close) return false;
    if (byte !== COMMA) throw notJson("syntax", this.at);
    this.at++;
    this.blank();
    return true;
  }

  private blank(): void {
    const { bytes } = this;
    let { at } = this;
    for (; ; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > 0x20 || !isBlank(byte)) break;
    }
    this.at = at;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

import { JsonNumber } from "./nodes.ts";
import { readEscape, syntaxError, unexpected } from "./syntax.ts";

/** Digits that no measurement needs (R4 asks for 18) and that keep hostile numbers from costing time. */
export const MAX_NUMBER_LENGTH = 400;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const PLAIN_INTEGER = /^-?[1-9][0-9]{0,14}$|^0$/;

/** Reads what JSON is made of below objects and arrays, from a place in a text that moves on with each read. */
export class TextScanner {
  readonly text: string;
  protected at = 0;

  constructor(text: string) {
    this.text = text;
  }

  protected literal(length: number, value: boolean | null): boolean | null {
    this.at += length;
    return value;
  }

  protected number(): number | JsonNumber {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (match === null) throw unexpected(this.text, this.at, "a digit");
    const [text] = match;
    const start = this.at;
    this.at += text.length;
    if (/[0-9A-Za-z.+-]/.test(this.text.charAt(this.at)))
      throw unexpected(this.text, this.at, "the end of the number");
    if (text.length > MAX_NUMBER_LENGTH) {
      throw syntaxError(
        this.text,
        start,
        "number-length",
        `a number has more than ${MAX_NUMBER_LENGTH} characters`,
        "Round it; R4 asks systems to keep 18 digits.",
      );
    }
    return PLAIN_INTEGER.test(text) ? Number(text) : new JsonNumber(text);
  }

  protected string(): string {
    let start = ++this.at;
    let parts = "";
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22) {
        const tail = this.text.slice(start, this.at++);
        return parts === "" ? tail : parts + tail;
      }
      if (code === 0x5c) {
        const escape = readEscape(this.text, this.at);
        parts += this.text.slice(start, this.at) + escape.value;
        this.at = start = escape.end;
      } else if (code >= 0x20) this.at++;
      else throw unexpected(this.text, this.at, "the closing quote of the text");
    }
  }

  protected blank(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }
}

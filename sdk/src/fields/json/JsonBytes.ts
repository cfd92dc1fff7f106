import { utf8 } from "../../codec/index.ts";

const BACKSLASH = 0x5c;
/** What a byte becomes, the first byte in the low bits, and its length; 0 where that is a number in hexadecimal. */
const WRITTEN = Uint16Array.from({ length: 256 }, (_, byte) => byte);
const LENGTHS = new Uint8Array(256).fill(1).fill(0, 0, 0x20);
for (const [byte, letter] of [
  [0x08, "b"],
  [0x09, "t"],
  [0x0a, "n"],
  [0x0c, "f"],
  [0x0d, "r"],
  [0x22, '"'],
  [0x5c, "\\"],
] as const) {
  WRITTEN[byte] = BACKSLASH | (letter.charCodeAt(0) << 8);
  LENGTHS[byte] = 2;
}
/** `\u0000` */
const LONGEST = 6;

/** A growing JSON text as bytes. Texts that are bytes already are put into it as strings without becoming texts in between. */
export class JsonBytes {
  private bytes: Uint8Array<ArrayBuffer>;
  private view: DataView;
  private at = 0;

  constructor(roomBytes: number) {
    this.bytes = new Uint8Array(roomBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  /** JSON as it is. */
  put(json: string): void {
    this.makeRoom(3 * json.length);
    const { bytes, at } = this;
    for (let index = 0; index < json.length; index++) {
      const unit = json.charCodeAt(index);
      // Short texts are quicker written letter by letter, as far as a letter is a byte.
      if (unit >= 0x80) return this.putBytes(utf8(json));
      bytes[at + index] = unit;
    }
    this.at = at + json.length;
  }

  /** The same in bytes. */
  putBytes(json: Uint8Array): void {
    this.makeRoom(json.length);
    this.bytes.set(json, this.at);
    this.at += json.length;
  }

  /** The inside of a string, from UTF-8, escaped as `JSON.stringify` does. */
  putText(text: Uint8Array): void {
    this.makeRoom(text.length * LONGEST + 1);
    const { view } = this;
    let { at } = this;
    // Two bytes are always written, the second is written over where one is enough: that takes no decision for each byte.
    for (let index = 0; index < text.length; index++) {
      const byte = text[index] ?? 0;
      const length = LENGTHS[byte] ?? 0;
      if (length > 0) view.setUint16(at, WRITTEN[byte] ?? 0, true);
      else this.bytes.set(utf8(`\\u${byte.toString(16).padStart(4, "0")}`), at);
      at += length > 0 ? length : LONGEST;
    }
    this.at = at;
  }

  /** All of it; the room that is left stays behind it. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.at);
  }

  private makeRoom(sizeBytes: number): void {
    if (this.at + sizeBytes <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.at + sizeBytes, 2 * this.bytes.length));
    grown.set(this.bytes);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}

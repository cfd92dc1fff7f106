import type { Span } from "./ByteScanner.ts";

/** Above this many names in one object a set finds a double one instead of a look through the list. */
const SMALL = 12;
const BACKSLASH = 0x5c;

/** The names of the objects that are open just now, compared without making texts of them. */
export class NameSet {
  private readonly bytes: Uint8Array;
  private readonly decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  private readonly hashes: number[] = [];
  private readonly spans: Span[] = [];
  private readonly large = new Map<number, Set<string>>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Opens an object; what it returns names it. */
  begin(): number {
    return this.spans.length;
  }

  /** @returns whether the name is the first of its kind in the object */
  add(base: number, name: Span): boolean {
    const isFirst = this.isFirst(base, name);
    this.spans.push(name);
    return isFirst;
  }

  end(base: number): void {
    this.spans.length = base;
    this.hashes.length = base;
    if (this.large.size > 0) this.large.delete(base);
  }

  /** The name as people read it, escapes resolved. */
  textOf({ start, end }: Span): string {
    const text = this.decoder.decode(this.bytes.subarray(start, end));
    if (!text.includes("\\")) return text;
    const resolved: unknown = JSON.parse(`"${text}"`);
    return String(resolved);
  }

  private isFirst(base: number, name: Span): boolean {
    const hash = this.hashOf(name);
    this.hashes.push(hash);
    const count = this.spans.length - base;
    if (count >= SMALL) return this.isFirstOfMany(base, name);
    for (let index = base; index < this.spans.length; index++) {
      const other = this.spans[index];
      if (this.hashes[index] === hash && other !== undefined && this.textOf(other) === this.textOf(name))
        return false;
    }
    return true;
  }

  private isFirstOfMany(base: number, name: Span): boolean {
    let names = this.large.get(base);
    if (names === undefined) {
      names = new Set(this.spans.slice(base).map((span) => this.textOf(span)));
      this.large.set(base, names);
    }
    const before = names.size;
    names.add(this.textOf(name));
    return names.size > before;
  }

  /** FNV-1a of the name without its escapes, so that two spellings of one name meet. */
  private hashOf(name: Span): number {
    let hash = 0x811c9dc5;
    for (let at = name.start; at < name.end; at++) {
      const byte = this.bytes[at] ?? 0;
      if (byte === BACKSLASH) return hashOfText(this.textOf(name));
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    return hash;
  }
}

function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

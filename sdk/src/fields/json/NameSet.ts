/** Above this many names in one object a set finds a double one instead of a look through the list. */
const SMALL = 12;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [FNV_OFFSET, FNV_PRIME] = [0x811c9dc5 | 0, 0x01000193];
/** Different names that are kept as texts; a record has a few hundred. */
const MOST_TEXTS = 4_096;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The names of the objects that are open just now, compared without making texts of them. */
export class NameSet {
  private readonly bytes: Uint8Array;
  private count = 0;
  /** Of the name looked for last. */
  private hash: number | null = null;
  private readonly hashes: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly large = new Map<number, Set<string>>();
  /** By their hash, names that were read before. */
  private readonly texts = new Map<number, { readonly start: number; readonly text: string }>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Opens an object; what it returns names it. */
  begin(): number {
    return this.count;
  }

  /** @returns where the name that begins at `start` ends, or null when it is not plain: `add` looks at it again then */
  endOf(start: number): number | null {
    const { bytes } = this;
    let hash = FNV_OFFSET;
    for (let at = start; ; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        this.hash = hash;
        return at;
      }
      if (byte === undefined || byte < 0x20 || byte === BACKSLASH) break;
      hash = Math.imul(hash ^ byte, FNV_PRIME);
    }
    this.hash = null;
    return null;
  }

  /** @returns whether the name that was looked for last, bytes `start` to before `end`, is the first of its kind in the object */
  add(base: number, start: number, end: number): boolean {
    const index = this.count++;
    // Two spellings of one name meet.
    this.hashes[index] = this.hash ?? hashOf(new TextEncoder().encode(this.textOf(start, end)));
    this.starts[index] = start;
    this.ends[index] = end;
    return index - base < SMALL ? this.isFirstOfFew(base, index) : this.isFirstOfMany(base, index);
  }

  end(base: number): void {
    this.count = base;
    if (this.large.size > 0) this.large.delete(base);
  }

  /** The name added last, as people read it, escapes resolved. */
  lastText(): string {
    const index = this.count - 1;
    const [hash = 0, start = 0, end = 0] = [this.hashes[index], this.starts[index], this.ends[index]];
    const known = this.texts.get(hash);
    if (known !== undefined && this.isSame(known.start, start, end)) return known.text;
    const text = this.textOf(start, end);
    if (known === undefined && this.texts.size < MOST_TEXTS) this.texts.set(hash, { start, text });
    return text;
  }

  /** Whether the same bytes, and a quote behind them, stand at both places. */
  private isSame(other: number, start: number, end: number): boolean {
    const { bytes } = this;
    for (let at = start, known = other; at <= end; at++, known++)
      if (bytes[at] !== bytes[known]) return false;
    return true;
  }

  private textOf(start: number, end: number): string {
    const text = decoder.decode(this.bytes.subarray(start, end));
    if (!text.includes("\\")) return text;
    const resolved: unknown = JSON.parse(`"${text}"`);
    return String(resolved);
  }

  private textAt(index: number): string {
    return this.textOf(this.starts[index] ?? 0, this.ends[index] ?? 0);
  }

  private isFirstOfFew(base: number, own: number): boolean {
    for (let index = base; index < own; index++)
      if (this.hashes[index] === this.hashes[own] && this.textAt(index) === this.textAt(own)) return false;
    return true;
  }

  private isFirstOfMany(base: number, own: number): boolean {
    let names = this.large.get(base);
    if (names === undefined) {
      names = new Set();
      for (let index = base; index < own; index++) names.add(this.textAt(index));
      this.large.set(base, names);
    }
    const before = names.size;
    names.add(this.textAt(own));
    return names.size > before;
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array): number {
  let hash = FNV_OFFSET;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return hash;
}

import type { Span } from "../json/ByteScanner.ts";

/** A member of an object and where its value stands. */
export interface Member extends Span {
  readonly name: string;
}

const WORDS = 3;

/** Members of many objects in few bytes, so that a file of millions of them can be looked through twice. */
export class MemberTable {
  private words = new Uint32Array(1_024 * WORDS);
  private count = 0;
  private readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  get length(): number {
    return this.count;
  }

  push(name: string, start: number, end: number): void {
    if ((this.count + 1) * WORDS > this.words.length) {
      const grown = new Uint32Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
    }
    const at = this.count++ * WORDS;
    this.words[at] = this.numberOf(name);
    this.words[at + 1] = start;
    this.words[at + 2] = end;
  }

  between(from: number, to: number): Member[] {
    const { words, names } = this;
    const members: Member[] = [];
    for (let at = from * WORDS; at < to * WORDS; at += WORDS)
      members.push({ name: names[words[at] ?? 0] ?? "", start: words[at + 1] ?? 0, end: words[at + 2] ?? 0 });
    return members;
  }

  private numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

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
    this.words.set([this.numberOf(name), start, end], this.count * WORDS);
    this.count++;
  }

  *between(from: number, to: number): Generator<Member> {
    for (let index = from; index < to; index++) {
      const [number = 0, start = 0, end = 0] = this.words.subarray(index * WORDS, (index + 1) * WORDS);
      yield { name: this.names[number] ?? "", start, end };
    }
  }

  private numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

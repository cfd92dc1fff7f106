import { createClasses, locatorsOf, toElement } from "./elements.ts";
import { ELEMENT_BYTES, type Poseidon } from "./poseidon/poseidon.ts";
import type { HashBatch } from "./sha256/HashBatch.ts";

const INPUTS_BYTES = 3 * ELEMENT_BYTES;

/** What a leaf is made from. */
export interface LeafFields {
  readonly position: number;
  readonly className: string;
  readonly locator: string;
}

/** Collects leaves in any order. */
export class LeafTable {
  private readonly poseidon: Poseidon;
  private readonly batch: HashBatch;
  private readonly classOf = createClasses();
  private leaves = new Uint8Array(256 * ELEMENT_BYTES);
  private size = 0;

  constructor(poseidon: Poseidon, batch: HashBatch) {
    this.poseidon = poseidon;
    this.batch = batch;
  }

  /** `Poseidon(class, locator, body)` of each; bodies are elements, one behind the other. */
  add(sections: readonly LeafFields[], bodies: Uint8Array): void {
    const locators = locatorsOf(
      this.batch,
      sections.map(({ locator }) => locator),
    );
    const inputs = new Uint8Array(sections.length * INPUTS_BYTES);
    for (const [index, { className }] of sections.entries()) {
      const [from, at] = [index * ELEMENT_BYTES, index * INPUTS_BYTES];
      inputs.set(this.classOf(className), at);
      inputs.set(locators.subarray(from, from + ELEMENT_BYTES), at + ELEMENT_BYTES);
      inputs.set(bodies.subarray(from, from + ELEMENT_BYTES), at + 2 * ELEMENT_BYTES);
    }
    const hashes = this.poseidon.hash3(inputs);
    for (const [index, { position }] of sections.entries())
      this.put(position, hashes.subarray(index * ELEMENT_BYTES, (index + 1) * ELEMENT_BYTES));
  }

  /** A leaf whose section is not known. */
  set(position: number, leaf: bigint): void {
    this.put(position, toElement(leaf));
  }

  /** All leaves from position 0, one behind the other. */
  elements(): Uint8Array {
    return this.leaves.slice(0, this.size * ELEMENT_BYTES);
  }

  private put(position: number, leaf: Uint8Array): void {
    if (position >= this.size) this.size = position + 1;
    if (this.size * ELEMENT_BYTES > this.leaves.length) {
      const grown = new Uint8Array(Math.max(this.size * ELEMENT_BYTES, 2 * this.leaves.length));
      grown.set(this.leaves);
      this.leaves = grown;
    }
    this.leaves.set(leaf, position * ELEMENT_BYTES);
  }
}

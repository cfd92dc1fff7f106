import { toElement } from "./elements.ts";
import { ELEMENT_BYTES, type Poseidon } from "./poseidon/poseidon.ts";

const INPUTS_BYTES = 3 * ELEMENT_BYTES;
const BATCH = 128;

/** Collects leaves in any order; those with a body are hashed in batches. */
export class LeafTable {
  private readonly poseidon: Poseidon;
  private leaves = new Uint8Array(256 * ELEMENT_BYTES);
  private size = 0;
  private readonly inputs = new Uint8Array(BATCH * INPUTS_BYTES);
  private readonly waiting: number[] = [];

  constructor(poseidon: Poseidon) {
    this.poseidon = poseidon;
  }

  /** `Poseidon(class, locator, body)` */
  add(
    position: number,
    fields: { readonly class: Uint8Array; readonly locator: Uint8Array; readonly body: Uint8Array },
  ): void {
    const at = this.waiting.length * INPUTS_BYTES;
    this.inputs.set(fields.class, at);
    this.inputs.set(fields.locator, at + ELEMENT_BYTES);
    this.inputs.set(fields.body, at + 2 * ELEMENT_BYTES);
    this.waiting.push(position);
    if (this.waiting.length === BATCH) this.flush();
  }

  /** A leaf whose section is not known. */
  set(position: number, leaf: bigint): void {
    this.put(position, toElement(leaf));
  }

  /** All leaves from position 0, one behind the other. */
  elements(): Uint8Array {
    this.flush();
    return this.leaves.slice(0, this.size * ELEMENT_BYTES);
  }

  private flush(): void {
    const hashes = this.poseidon.hash3(this.inputs.subarray(0, this.waiting.length * INPUTS_BYTES));
    for (const [index, position] of this.waiting.entries())
      this.put(position, hashes.subarray(index * ELEMENT_BYTES, (index + 1) * ELEMENT_BYTES));
    this.waiting.length = 0;
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

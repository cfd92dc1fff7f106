import { FIELD_ORDER, NUMBER_BYTES } from "./arithmetic.ts";
import { Code, type WasmFunction } from "./assembler.ts";

/** Full rounds before and after the partial ones. */
const HALF = 4;

/** Where numbers stand in the module's memory. */
export interface MemoryPlan {
  /** Indices of functions: products of one number and of t. */
  readonly product: number;
  readonly dot: number;
  readonly unpack: number;
  readonly pack: number;
  /** R² modulo p, 1, and 0. */
  readonly squareOfR: number;
  readonly one: number;
  readonly zero: number;
  /** Room for 14 numbers. */
  readonly scratch: number;
  /** The constants in the order of `constants.json`. */
  readonly constants: number;
}

/** Which of the constants are added before a reduction: these are kept times R², factors times R. */
export function isAdded(index: number, t: number, partialRounds: number): boolean {
  const matrix = HALF * t;
  const sparse = matrix + t * t;
  const late = sparse + partialRounds * 2 * t;
  if (index < matrix) return true;
  if (index < sparse) return false;
  if (index < late) return (index - sparse) % (2 * t) === 0;
  return index < late + HALF * t;
}

/**
 * circomlib's `Poseidon(t − 1)`, straight through (Grassi et al. 2019/458, sparse form). Parameters: out, in; in little-endian bytes.
 *
 * Numbers stay small enough for `dot`: an S-box leaves less than 2p, a full round less than 5·2p·p/R + p; in a partial round a place
 * other than the first grows by less than 1.01 p, after 60 rounds to less than 64 p < 2^260.
 */
export function permutationFunction(t: number, partialRounds: number, plan: MemoryPlan): WasmFunction {
  const code = new Code();
  const scratch = (index: number): number => plan.scratch + index * NUMBER_BYTES;
  const constant = (index: number): number => plan.constants + index * NUMBER_BYTES;
  const [matrix, sparse] = [HALF * t, HALF * t + t * t];
  const late = sparse + partialRounds * 2 * t;
  const plainMatrix = late + HALF * t;
  const [square, head] = [scratch(12), scratch(13)];
  let [state, other] = [scratch(0), scratch(t)];
  const place = (base: number, index: number): number => base + index * NUMBER_BYTES;

  const dot = (out: number, a: number, b: number, count = 1, before = plan.zero, after = plan.zero): void => {
    for (const value of [out, a, b, before, after]) code.i32(value);
    code.call(count === 1 ? plan.product : plan.dot);
  };
  const fifthPower = (out: number, from: number): void => {
    dot(square, from, from);
    dot(square, square, square);
    dot(out, square, from);
  };
  const mix = (rows: number, next: (index: number) => number, places = t, first = state): void => {
    for (let i = 0; i < t; i++) fifthPower(place(state, i), i === 0 ? first : place(state, i));
    for (let i = 0; i < places; i++) dot(place(other, i), state, constant(rows + i * t), t, next(i));
    [state, other] = [other, state];
  };

  for (let i = 0; i < t; i++) {
    if (i > 0)
      code
        .i32(square)
        .get(1)
        .i32(32 * (i - 1))
        .add32()
        .call(plan.unpack);
    dot(place(state, i), i === 0 ? plan.zero : square, plan.squareOfR, 1, constant(i));
  }
  for (let round = 1; round < HALF; round++) mix(plainMatrix, (i) => constant(round * t + i));
  mix(matrix, (i) => (i === 0 ? constant(sparse) : plan.zero));
  for (let round = 0; round < partialRounds; round++) {
    const own = sparse + round * 2 * t;
    const isLast = round === partialRounds - 1;
    fifthPower(place(state, 0), round === 0 ? place(state, 0) : head);
    dot(head, state, constant(own + 1), t, constant(own + 2 * t));
    for (let i = 1; i < t; i++) {
      const before = isLast ? constant(late + i) : plan.zero;
      dot(place(state, i), place(state, 0), constant(own + t + i), 1, before, place(state, i));
    }
  }
  for (let round = 1; round < HALF; round++)
    mix(plainMatrix, (i) => constant(late + round * t + i), t, round === 1 ? head : state);
  mix(plainMatrix, () => plan.zero, 1);
  dot(head, place(state, 0), plan.one);
  code.get(0).i32(head).call(plan.pack);
  return { parameters: 2, longs: 0, code };
}

/** Little-endian bytes of p: what a result that is 0 may come out as. */
export const ORDER_BYTES = Uint8Array.from({ length: 32 }, (_, index) =>
  Number((FIELD_ORDER >> BigInt(8 * index)) & 0xffn),
);

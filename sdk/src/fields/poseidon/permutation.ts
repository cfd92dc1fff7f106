import type { WasmFunction } from "../wasm/assemble.ts";
import { Code } from "../wasm/Code.ts";
import type { Arithmetic } from "./arithmetic.ts";

/** Full rounds before and after the partial ones. */
const HALF = 4;
/** Bytes of a number outside. */
export const ELEMENT_BYTES = 32;

export interface Shape {
  /** Inputs, and one place more. */
  readonly t: number;
  readonly partialRounds: number;
}

/** Where numbers stand in the module's memory, and functions among its functions. */
export interface Plan {
  /** Factors that bring a number into Montgomery's form and out of it. */
  readonly into: number;
  readonly outOf: number;
  readonly zero: number;
  /** The constants in the order of `constants.json`. */
  readonly constants: number;
  readonly scratch: number;
  readonly fifthPower: number;
  readonly unpack: number;
  readonly pack: number;
  /** By their count: 1, t, 2t − 1. */
  readonly dot: (count: number) => number;
}

/** Whether constants are added before a reduction, or factors. */
export type Use = "before" | "factor";

/** The constants: what they are for and how many. Names as in `scripts/poseidon/optimise.ts`. */
const GROUPS = {
  rounds: ["before", ({ t }: Shape) => HALF * t],
  matrix: ["factor", ({ t }: Shape) => t * t],
  entry: ["factor", ({ t }: Shape) => t * t],
  entryAdded: ["before", ({ t }: Shape) => t],
  step: ["factor", ({ t }: Shape) => 2 * t - 1],
  stepAdded: ["before", ({ partialRounds }: Shape) => partialRounds],
  exit: ["factor", ({ t }: Shape) => (t - 1) * (2 * t - 1)],
  exitAdded: ["before", ({ t }: Shape) => t - 1],
  lastRounds: ["before", ({ t }: Shape) => (HALF - 1) * t],
} as const;

/** What each of the constants is for. */
export function usesOf(shape: Shape): Use[] {
  return Object.values(GROUPS).flatMap(([use, count]) => Array.from({ length: count(shape) }, () => use));
}

function placesOf(shape: Shape): Record<keyof typeof GROUPS, number> {
  let at = 0;
  const place = (name: keyof typeof GROUPS): number => {
    const own = at;
    at += GROUPS[name][1](shape);
    return own;
  };
  return {
    rounds: place("rounds"),
    matrix: place("matrix"),
    entry: place("entry"),
    entryAdded: place("entryAdded"),
    step: place("step"),
    stepAdded: place("stepAdded"),
    exit: place("exit"),
    exitAdded: place("exitAdded"),
    lastRounds: place("lastRounds"),
  };
}

/** Numbers of scratch that a permutation takes: two states and a history. */
export function scratchNumbers({ t, partialRounds }: Shape): number {
  return 2 * t + 2 * (partialRounds + t);
}

/**
 * circomlib's `Poseidon(t − 1)` (Grassi et al. 2019/458) of as many inputs at once as a number has lanes. Parameters: out, in; elements in
 * little-endian bytes, what comes out is below 2^255.
 *
 * The partial rounds know nothing but a history of what went into their S-box and what came out, u and y in turn: a round's u is a dot
 * product of the last 2t − 1 of both (`scripts/poseidon/optimise.ts` says why). The t − 1 values before the first are put there by the full round before;
 * their y stay 0.
 */
export function permutationFunction(shape: Shape, arithmetic: Arithmetic, plan: Plan): WasmFunction {
  const { t, partialRounds } = shape;
  const { lanes, numberBytes, constantBytes, laneAt } = arithmetic;
  const [OUT, IN, AT, ADDED] = [0, 1, 2, 3];
  const code = new Code();
  const places = placesOf(shape);
  const constant = (name: keyof typeof GROUPS, index = 0): number =>
    plan.constants + (places[name] + index) * constantBytes;
  const scratch = (index: number): number => plan.scratch + index * numberBytes;
  let [state, other] = [0, t];
  const [history, window] = [2 * t, 2 * t - 1];

  const dot = (count: number, out: number, a: number, b: number, before: number): void => {
    code.i32(out).i32(a).i32(b).i32(before).call(plan.dot(count));
  };
  const fifthPower = (out: number, from: number): void => {
    code.i32(scratch(out)).i32(scratch(from)).call(plan.fifthPower);
  };
  const sBoxes = (first = state): void => {
    for (let index = 0; index < t; index++) fifthPower(state + index, index === 0 ? first : state + index);
  };
  const row = (out: number, index: number, matrix: "matrix" | "entry", added: number): void =>
    dot(t, scratch(out), scratch(state), constant(matrix, index * t), added);
  const fullRound = (added: (index: number) => number, first = state): void => {
    sBoxes(first);
    for (let index = 0; index < t; index++) row(other + index, index, "matrix", added(index));
    [state, other] = [other, state];
  };

  for (let index = 0; index < t; index++) {
    const from = scratch(other + index);
    for (let lane = 0; lane < (index > 0 ? lanes : 0); lane++)
      code
        .i32(from + laneAt(lane))
        .get(IN)
        .i32((lane * (t - 1) + index - 1) * ELEMENT_BYTES)
        .add32()
        .call(plan.unpack);
    dot(1, scratch(state + index), index > 0 ? from : plan.zero, plan.into, constant("rounds", index));
  }
  for (let round = 1; round < HALF; round++) fullRound((index) => constant("rounds", round * t + index));

  // History: 0, u(2 − t), 0, u(3 − t), …, u(0), y(0); y(0) is of the real u(0), which stands in the state.
  sBoxes();
  for (let index = 0; index < t; index++)
    row(index === 0 ? other : history + window - 2 * index, index, "entry", constant("entryAdded", index));
  fifthPower(history + window - 1, other);
  code.i32(scratch(history)).set(AT).i32(constant("stepAdded")).set(ADDED);
  code.loop(() => {
    const place = (index: number): Code =>
      code
        .get(AT)
        .i32(index * numberBytes)
        .add32();
    const move = (local: number, bytes: number): Code => code.get(local).i32(bytes).add32().tee(local);
    place(window).get(AT).i32(constant("step")).get(ADDED).call(plan.dot(window));
    place(window + 1);
    place(window).call(plan.fifthPower);
    move(ADDED, constantBytes).set(ADDED);
    move(AT, 2 * numberBytes)
      .i32(scratch(history + 2 * partialRounds))
      .sub32();
  });

  // The last u is one of the next full round's state; the rest of it comes from the end of the history.
  const last = history + 2 * partialRounds - 1;
  for (let index = 0; index < t - 1; index++)
    dot(
      window,
      scratch(state + 1 + index),
      scratch(last),
      constant("exit", index * window),
      constant("exitAdded", index),
    );
  for (let round = 0; round < HALF - 1; round++)
    fullRound((index) => constant("lastRounds", round * t + index), round === 0 ? last + window - 1 : state);
  sBoxes();
  row(other, 0, "matrix", plan.zero);
  dot(1, scratch(state), scratch(other), plan.outOf, plan.zero);
  for (let lane = 0; lane < lanes; lane++)
    code
      .get(OUT)
      .i32(lane * ELEMENT_BYTES)
      .add32()
      .i32(scratch(state) + laneAt(lane))
      .call(plan.pack);
  return { parameters: 2, locals: { i32: 2 }, code };
}

import {
  at,
  difference,
  dot,
  invert,
  type Matrix,
  modulo,
  product,
  sum,
  times,
  transpose,
} from "./linear.ts";

const HALF = 4;

/**
 * The constants of circomlib's permutation in the form of `permutation.ts`, in the order in which they are used.
 *
 * With d = t − 1, u and y what goes into and comes out of the one S-box of a partial round, and z the other places, M = [m w; v A] makes
 * z' = A z + v y + c and u' = w z + m y + k. By Cayley and Hamilton z can be left out:
 *   u(n) = Σ a(i) u(n−d+i) + Σ b(i) y(n−1−d+i) + κ(n),   i < d and i ≤ d,
 * so a round takes 2t − 1 products and one reduction. Before the first round z stands in d values of u that would have led to it with
 * every y before them 0 ("entry"); behind the last round it comes from the last values of u and y ("exit").
 */
export function optimise(plain: {
  readonly c: readonly bigint[];
  readonly m: Matrix;
  readonly partialRounds: number;
}): bigint[] {
  const { c, m, partialRounds } = plain;
  const t = m.length;
  const rounds = Array.from({ length: c.length / t }, (_, round) => c.slice(round * t, round * t + t));
  const last = HALF + partialRounds;
  const parts = partsOf(m);
  const { A, w, past, d } = parts;
  const entering = at(rounds, HALF);
  const entry = [at(m, 0), ...product(past, m.slice(1))];
  const entryAdded = [at(entering, 0), ...times(past, entering.slice(1))];
  const { a, b } = recurrenceOf(parts);

  // With every y 0, what the constants alone make of u and z.
  let z = Array.from({ length: d }, () => 0n);
  const u: bigint[] = Array.from({ length: d }, () => 0n);
  const added: bigint[] = [];
  for (const [k = 0n, ...rest] of rounds.slice(HALF + 1, last + 1)) {
    const next = modulo(dot(w, z) + k);
    added.push(modulo(next - dot(a, u.slice(-d))));
    u.push(next);
    z = sum(times(A, z), rest);
  }
  const present = invert(past);
  return [
    ...rounds.slice(0, HALF).flat(),
    ...m.flat(),
    ...entry.flat(),
    ...entryAdded,
    ...b.flatMap((value, index) => (index < d ? [value, at(a, index)] : [value])),
    ...added,
    ...exitOf(parts, present).flat(),
    ...difference(z, times(present, u.slice(-d).toReversed())),
    ...rounds.slice(last + 1).flat(),
  ];
}

interface Parts {
  readonly d: number;
  readonly A: Matrix;
  readonly w: readonly bigint[];
  /** What one y of 1 leaves in z, j rounds later. */
  readonly left: Matrix;
  /** What it makes of u, j + 1 rounds later. */
  readonly heard: readonly bigint[];
  /** Of z the u of this round, of the one before …, had every y been 0. */
  readonly past: Matrix;
}

function partsOf(matrix: Matrix): Parts {
  const [[m = 0n, ...w] = [], ...below] = matrix;
  const A = below.map((row) => row.slice(1));
  const d = A.length;
  const left = [below.map((row) => at(row, 0))];
  while (left.length < d) left.push(times(A, at(left, left.length - 1)));
  const back = transpose(invert(A));
  const past = [times(back, w)];
  while (past.length < d) past.push(times(back, at(past, past.length - 1)));
  return { d, A, w, left, heard: [m, ...left.map((z) => dot(w, z))], past };
}

/** `a` and `b` as above: a from w A^d = Σ a(i) w A^i, b from what one y of 1 does. */
function recurrenceOf({ d, A, w, heard }: Parts): { readonly a: bigint[]; readonly b: bigint[] } {
  const powers: bigint[][] = [[...w]];
  while (powers.length <= d) powers.push(times(transpose(A), at(powers, powers.length - 1)));
  const a = times(transpose(invert(powers.slice(0, d))), at(powers, d));
  const b = heard.map((value, j) => {
    const known = heard.slice(0, j).reduce((total, each, index) => total + each * at(a, d - j + index), 0n);
    return modulo(value - known);
  });
  return { a, b: b.toReversed() };
}

/** Rows over u(−d), y(−d), u(1−d), y(1−d), …, u(0), where 0 is the round after the last; the first is not needed. */
function exitOf({ d, left, heard }: Parts, present: Matrix): bigint[][] {
  const ofY = left.map((z, j) => {
    const u = Array.from({ length: d }, (_, index) => (index <= j ? at(heard, j - index) : 0n));
    return difference(z, times(present, u));
  });
  return Array.from({ length: d }, (_, row) => {
    const own: bigint[] = [0n];
    for (let before = d; before > 0; before--)
      own.push(at(at(ofY, before - 1), row), at(at(present, row), before - 1));
    return own;
  });
}

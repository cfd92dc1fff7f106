/** Order of BN254's scalar field. */
const R = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
const HALF = 4;

type Matrix = readonly (readonly bigint[])[];

/**
 * The constants of an equivalent permutation whose partial rounds are sparse, in the order in which they are used:
 * for full rounds 0 … 3 the t constants before the S-box; the matrix after round 3; then for each partial round one constant,
 * the first row, and the first column below it; the t constants of full rounds 4 … 7; the plain matrix. Matrices by rows.
 */
export function optimise(plain: {
  readonly c: readonly bigint[];
  readonly m: Matrix;
  readonly partialRounds: number;
}): bigint[] {
  const { c, m, partialRounds } = plain;
  const t = m.length;
  const rounds = Array.from({ length: c.length / t }, (_, round) => c.slice(round * t, round * t + t));
  // A partial round's S-box leaves all places but the first alone, so their constants can wait until after its matrix.
  const last = HALF + partialRounds;
  const first: bigint[] = [];
  for (let round = HALF; round < last; round++) {
    const [head = 0n, ...rest] = rounds[round] ?? [];
    first.push(head);
    const moved = times(m, [0n, ...rest]);
    rounds[round + 1] = (rounds[round + 1] ?? []).map((value, place) => (value + at(moved, place)) % R);
  }
  // M = sparse · diag(1, m̂), and the diagonal part passes the S-box of the round before it.
  const sparse: bigint[][] = [];
  let before = m;
  for (let round = partialRounds - 1; round >= 0; round--) {
    const inner = before.slice(1).map((row) => row.slice(1));
    const inverse = invert(inner);
    const row = transpose(inverse).map((column) => dot(at(before, 0).slice(1), column));
    sparse.unshift([at(at(before, 0), 0), ...row, ...before.slice(1).map((each) => at(each, 0))]);
    const diagonal = [unit(t, 0), ...inner.map((each) => [0n, ...each])];
    before = product(diagonal, m);
  }
  return [
    ...rounds.slice(0, HALF).flat(),
    ...before.flat(),
    ...sparse.flatMap((each, round) => [at(first, round), ...each]),
    ...rounds.slice(last).flat(),
    ...m.flat(),
  ];
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}

const dot = (a: readonly bigint[], b: readonly bigint[]): bigint =>
  a.reduce((sum, value, index) => (sum + value * at(b, index)) % R, 0n);
const times = (m: Matrix, vector: readonly bigint[]): bigint[] => m.map((row) => dot(row, vector));
const transpose = (m: Matrix): bigint[][] => m.map((_, column) => m.map((row) => at(row, column)));
const product = (a: Matrix, b: Matrix): bigint[][] =>
  transpose(transpose(b).map((column) => times(a, column)));
const unit = (size: number, place: number): bigint[] =>
  Array.from({ length: size }, (_, index) => (index === place ? 1n : 0n));

/** Gauss and Jordan. */
function invert(m: Matrix): bigint[][] {
  const size = m.length;
  const rows = m.map((row, index) => [...row, ...unit(size, index)]);
  for (let column = 0; column < size; column++) {
    const pivot = rows.findIndex((row, index) => index >= column && at(row, column) !== 0n);
    if (pivot < 0) throw new Error("the matrix has no inverse");
    [rows[column], rows[pivot]] = [at(rows, pivot), at(rows, column)];
    const scale = inverseOf(at(at(rows, column), column));
    const own = at(rows, column).map((value) => (value * scale) % R);
    rows[column] = own;
    for (const [index, row] of rows.entries()) {
      const factor = at(row, column);
      if (index !== column)
        rows[index] = row.map((value, place) => (((value - factor * at(own, place)) % R) + R) % R);
    }
  }
  return rows.map((row) => row.slice(size));
}

/** Fermat. */
function inverseOf(value: bigint): bigint {
  let result = 1n;
  for (let base = value, exponent = R - 2n; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = (result * base) % R;
    base = (base * base) % R;
  }
  return result;
}

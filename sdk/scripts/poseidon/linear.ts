/** Order of BN254's scalar field. */
const R = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

export type Vector = readonly bigint[];
export type Matrix = readonly Vector[];

export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}

export const modulo = (value: bigint): bigint => ((value % R) + R) % R;
export const dot = (a: Vector, b: Vector): bigint =>
  a.reduce((sum, value, index) => (sum + value * at(b, index)) % R, 0n);
export const times = (m: Matrix, vector: Vector): bigint[] => m.map((row) => dot(row, vector));
export const transpose = (m: Matrix): bigint[][] =>
  at(m, 0).map((_, column) => m.map((row) => at(row, column)));
export const product = (a: Matrix, b: Matrix): bigint[][] =>
  transpose(transpose(b).map((column) => times(a, column)));
export const sum = (a: Vector, b: Vector): bigint[] => a.map((value, index) => modulo(value + at(b, index)));
export const difference = (a: Vector, b: Vector): bigint[] =>
  a.map((value, index) => modulo(value - at(b, index)));
const unit = (size: number, place: number): bigint[] =>
  Array.from({ length: size }, (_, index) => (index === place ? 1n : 0n));

/** Gauss and Jordan. */
export function invert(m: Matrix): bigint[][] {
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
      if (index !== column) rows[index] = row.map((value, place) => modulo(value - factor * at(own, place)));
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

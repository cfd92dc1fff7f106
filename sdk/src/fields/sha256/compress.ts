import type { WasmFunction } from "../wasm/assemble.ts";
import { Code } from "../wasm/Code.ts";

export const LANES = 4;
export const BLOCK_BYTES = 64;
export const STATE_WORDS = 8;
const ROUNDS = 64;
const WORD_BYTES = 4 * LANES;

/** Where the function finds what it works on: each word of four messages side by side. */
export const STATE = 0;
export const ROUND_CONSTANTS = STATE + STATE_WORDS * WORD_BYTES;
const SCHEDULE = ROUND_CONSTANTS + ROUNDS * WORD_BYTES;
export const MESSAGES = SCHEDULE + ROUNDS * WORD_BYTES;

const [COUNT, FIRST_BLOCK, AT] = [0, 1, 1 + LANES];
const VECTORS = AT + 1;
/** Steps of a loop's turn: as many as there are words of state, so that each is back in its place. */
const STEPS = 8;

/**
 * SHA-256's compression (FIPS 180-4 §6.2.2) of four messages at once. Parameters: how many blocks of each, and where the blocks of the
 * four begin.
 */
export function compressFunction(): WasmFunction {
  const code = new Code();
  code.loop(() => {
    transpose(code);
    expand(code);
    rounds(code);
    for (let lane = 0; lane < LANES; lane++)
      code
        .get(FIRST_BLOCK + lane)
        .i32(BLOCK_BYTES)
        .add32()
        .set(FIRST_BLOCK + lane);
    code.get(COUNT).i32(1).sub32().tee(COUNT);
  });
  return { parameters: 1 + LANES, locals: { i32: 1, v128: 12 }, code };
}

/** Words of the blocks, big-endian, into the first 16 of the schedule. */
function transpose(code: Code): void {
  const rows = [0, 1, 2, 3].map((row) => VECTORS + row);
  const pairs = [4, 5].map((pair) => VECTORS + pair);
  for (let from = 0; from < BLOCK_BYTES; from += 16) {
    for (const [lane, row] of rows.entries())
      code
        .get(FIRST_BLOCK + lane)
        .load128(from)
        .set(row);
    for (let half = 0; half < 2; half++) {
      for (const [index, pair] of pairs.entries())
        code
          .get(rows[2 * index] ?? 0)
          .get(rows[2 * index + 1] ?? 0)
          .shuffle([0, 4, 1, 5].flatMap((word) => reversed(2 * half + word)))
          .set(pair);
      for (let word = 0; word < 2; word++)
        code
          .i32(0)
          .get(pairs[0] ?? 0)
          .get(pairs[1] ?? 0)
          .shuffle(Array.from({ length: 16 }, (_, byte) => (byte < 8 ? 0 : 8) + 8 * word + byte))
          .store128(SCHEDULE + (from / 4 + 2 * half + word) * WORD_BYTES);
    }
  }
}

/** Bytes of a word of two rows' eight, the last first. */
const reversed = (word: number): number[] => [3, 2, 1, 0].map((byte) => 4 * word + byte);

function rotated(code: Code, local: number, bits: number): void {
  code
    .get(local)
    .vShrU32(bits)
    .get(local)
    .vShl32(32 - bits)
    .vOr();
}

/** Words 16 … 63 of the schedule. */
function expand(code: Code): void {
  const [early, late] = [VECTORS, VECTORS + 1];
  code.i32(0).set(AT);
  code.loop(() => {
    for (let step = 0; step < STEPS; step++) {
      const load = (word: number): Code => code.get(AT).load128(SCHEDULE + (step + word) * WORD_BYTES);
      const small = (
        local: number,
        word: number,
        [first, second, shift]: readonly [number, number, number],
      ) => {
        load(word).set(local);
        rotated(code, local, first);
        rotated(code, local, second);
        code.vXor().get(local).vShrU32(shift).vXor();
      };
      code.get(AT);
      small(early, 1, [7, 18, 3]);
      small(late, 14, [17, 19, 10]);
      code.vAdd32();
      load(0).vAdd32();
      load(9).vAdd32();
      code.store128(SCHEDULE + (step + 16) * WORD_BYTES);
    }
    next(code, ROUNDS - 16);
  });
}

function rounds(code: Code): void {
  const state = Array.from({ length: STATE_WORDS }, (_, word) => VECTORS + word);
  const [first, ab, bc] = [VECTORS + 8, VECTORS + 9, VECTORS + 10];
  for (const [word, local] of state.entries())
    code
      .i32(0)
      .load128(STATE + word * WORD_BYTES)
      .set(local);
  code.i32(0).set(AT);
  code
    .get(state[1] ?? 0)
    .get(state[2] ?? 0)
    .vXor()
    .set(bc);
  code.loop(() => {
    for (let step = 0; step < STEPS; step++) {
      const word = (index: number): number => state[(index - step + STEPS) % STEPS] ?? 0;
      const [a, b, d, e, f, g, h] = [word(0), word(1), word(3), word(4), word(5), word(6), word(7)];
      const [own, known] = step % 2 === 0 ? [ab, bc] : [bc, ab];
      // T1 = h + Σ1(e) + Ch(e, f, g) + K + W
      sum(code, e, [6, 11, 25]);
      code.get(h).vAdd32();
      code.get(f).get(g).vXor().get(e).vAnd().get(g).vXor().vAdd32();
      for (const table of [ROUND_CONSTANTS, SCHEDULE])
        code
          .get(AT)
          .load128(table + step * WORD_BYTES)
          .vAdd32();
      code.set(first).get(d).get(first).vAdd32().set(d);
      // T2 = Σ0(a) + Maj(a, b, c), where Maj = b ^ ((a ^ b) & (b ^ c))
      sum(code, a, [2, 13, 22]);
      code.get(first).vAdd32();
      code.get(a).get(b).vXor().tee(own).get(known).vAnd().get(b).vXor().vAdd32().set(h);
    }
    next(code, ROUNDS);
  });
  for (const [word, local] of state.entries())
    code
      .i32(0)
      .i32(0)
      .load128(STATE + word * WORD_BYTES)
      .get(local)
      .vAdd32()
      .store128(STATE + word * WORD_BYTES);
}

function sum(code: Code, local: number, [first, second, third]: readonly [number, number, number]): void {
  rotated(code, local, first);
  rotated(code, local, second);
  code.vXor();
  rotated(code, local, third);
  code.vXor();
}

/** Whether a loop over so many words goes on. */
function next(code: Code, words: number): void {
  code
    .get(AT)
    .i32(STEPS * WORD_BYTES)
    .add32()
    .tee(AT)
    .i32(words * WORD_BYTES)
    .sub32();
}

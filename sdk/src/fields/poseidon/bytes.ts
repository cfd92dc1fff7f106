import type { WasmFunction } from "../wasm/assemble.ts";
import { Code } from "../wasm/Code.ts";

/** How a number's limbs stand in memory. */
export interface LimbShape {
  readonly limbs: number;
  readonly bits: number;
  /** From one limb to the next. */
  readonly strideBytes: number;
  /** Else whole numbers of 64 bits. */
  readonly areDoubles: boolean;
}

/** Cuts 32 bytes, little-endian, into limbs. Parameters: out, in. */
export function unpackFunction({ limbs, bits, strideBytes, areDoubles }: LimbShape): WasmFunction {
  const code = new Code();
  for (let i = 0; i < limbs; i++) {
    const [word, shift] = [Math.floor((bits * i) / 64), (bits * i) % 64];
    code
      .get(0)
      .get(1)
      .load64(8 * word)
      .i64(BigInt(shift))
      .shrU();
    if (shift > 64 - bits && word < 3)
      code
        .get(1)
        .load64(8 * (word + 1))
        .i64(BigInt(64 - shift))
        .shl()
        .or();
    code.i64((1n << BigInt(bits)) - 1n).and();
    if (areDoubles) code.doubleOfLong().storeDouble(strideBytes * i);
    else code.store64(strideBytes * i);
  }
  return { parameters: 2, code };
}

/** Puts limbs of a number below 2^256 together to 32 bytes, little-endian. Parameters: out, in. */
export function packFunction({ limbs, bits, strideBytes, areDoubles }: LimbShape): WasmFunction {
  const code = new Code();
  for (let word = 0; word < 4; word++) {
    code.get(0).i64(0n);
    for (let i = 0; i < limbs; i++) {
      const shift = bits * i - 64 * word;
      if (shift <= -bits || shift >= 64) continue;
      code.get(1);
      if (areDoubles) code.loadDouble(strideBytes * i).longOfDouble();
      else code.load64(strideBytes * i);
      code.i64(BigInt(Math.abs(shift)));
      if (shift < 0) code.shrU();
      else code.shl();
      code.or();
    }
    code.store64(8 * word);
  }
  return { parameters: 2, code };
}

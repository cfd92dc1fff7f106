import { u32 } from "./bigEndian.ts";

const SPECIAL = new Set([0x7fffff, 0x800000, 0x7ffffe, 0x800002, 0x800001]);

/**
 * ISO/IEEE 11073 FLOAT-Type: signed exponent byte, signed 24-bit mantissa.
 * @returns undefined for NaN, NRes, the infinities and the reserved mantissa: there is no number
 */
export function medicalFloat(word: number): number | undefined {
  const mantissa = word % 0x1000000;
  if (SPECIAL.has(mantissa)) return undefined;
  const exponent = (word / 0x1000000) | 0;
  const signed = mantissa > 0x7fffff ? mantissa - 0x1000000 : mantissa;
  const power = exponent > 127 ? exponent - 256 : exponent;
  // Dividing by a whole power of ten gives the nearest double to the decimal that was sent; multiplying by 0.1 would not.
  return power < 0 ? signed / 10 ** -power : signed * 10 ** power;
}

export const FLOAT_NAN = 0x007fffff;

/** @param decimals how many digits after the point are sent */
export function toMedicalFloat(value: number, decimals: number): number[] {
  const mantissa = Math.round(value * 10 ** decimals);
  return u32((((-decimals & 0xff) << 24) | (mantissa & 0xffffff)) >>> 0);
}

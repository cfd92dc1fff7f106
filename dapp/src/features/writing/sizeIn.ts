import type { useFormatter } from "use-intl";

const UNITS = ["byte", "kilobyte", "megabyte"] as const;
const STEP = 1000;

/** A size as people say it, in SI units: "1.4 MB". */
export function sizeIn(format: Pick<ReturnType<typeof useFormatter>, "number">, bytes: number): string {
  const exponent = Math.min(
    UNITS.length - 1,
    bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / Math.log10(STEP)),
  );
  return format.number(bytes / STEP ** exponent, {
    style: "unit",
    unit: UNITS[exponent] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: exponent === 0 ? 0 : 1,
  });
}

import type { LineSettings } from "../contract.ts";

const PARITY = { none: "N", even: "E", odd: "O" } as const;

/** As on the back of instruments: "19200 baud, 8E1". */
export function describeLine({ baudRate, dataBits, parity, stopBits, flowControl }: LineSettings): string {
  const flow = flowControl === "hardware" ? ", RTS/CTS" : "";
  return `${baudRate} baud, ${dataBits}${PARITY[parity]}${stopBits}${flow}`;
}

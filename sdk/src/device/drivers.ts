import { InvalidInputError } from "../errors/index.ts";
import { bbraunBcc } from "./bbraun-bcc/driver.ts";
import { beurerBm58 } from "./beurer-bm58/driver.ts";
import { bisVista } from "./bis-vista/driver.ts";
import { capnostream } from "./capnostream/driver.ts";
import { contecCms50 } from "./contec-cms50/driver.ts";
import type { DeviceDriver } from "./contract.ts";
import { medibus } from "./draeger-medibus/driver.ts";
import { dri } from "./ge-s5/driver.ts";
import { hl7 } from "./hl7-oru/driver.ts";
import { ivy450c } from "./ivy-450c/driver.ts";
import { masimoRad } from "./masimo-rad/driver.ts";
import { nonin } from "./nonin/driver.ts";
import { intellivue } from "./philips-intellivue/driver.ts";
import { tanita } from "./tanita/driver.ts";

/** Every instrument that can be read, those of the operating room first. */
export const DRIVERS: readonly DeviceDriver[] = [
  intellivue,
  medibus,
  dri,
  bisVista,
  nonin,
  masimoRad,
  capnostream,
  ivy450c,
  bbraunBcc,
  hl7,
  contecCms50,
  tanita,
  beurerBm58,
];

/** @throws InvalidInputError `DRIVER_UNKNOWN` naming those there are */
export function findDriver(name: string): DeviceDriver {
  const found = DRIVERS.find((driver) => driver.name === name);
  if (found !== undefined) return found;
  const names = DRIVERS.map((driver) => driver.name).join(", ");
  throw new InvalidInputError("DRIVER_UNKNOWN", `There is no driver of that name; there are ${names}.`, {
    facts: { names },
  });
}

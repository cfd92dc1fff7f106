import type { IdentityEvent } from "../contract.ts";
import { ByteReader } from "../framing/ByteReader.ts";
import { readText } from "./createAlarmBoard.ts";

const MODEL = 0x0928;
const PRODUCTION = 0x092d;
const OPERATING_MODE = 0x0946;
const DEMO_MODE = 0x2000;
const SERIAL_NUMBER = 1;
const SOFTWARE = 4;

/** Plain eight-bit text, as the production data are sent. */
function ascii(bytes: Uint8Array): string {
  return readText(Uint8Array.from([...bytes].flatMap((byte) => [0, byte < 0x80 ? byte : 0])));
}

/** What the attributes of the medical device system say; nothing where they say nothing. */
export function readIdentity(
  attributes: ReadonlyMap<number, Uint8Array>,
): Omit<IdentityEvent, "kind" | "at"> {
  const identity: { -readonly [K in "manufacturer" | "model" | "serialNumber" | "software"]?: string } = {};
  const model = attributes.get(MODEL);
  if (model !== undefined) {
    const reader = new ByteReader(model);
    const manufacturer = ascii(reader.bytes(reader.u16()));
    const number = ascii(reader.bytes(reader.u16()));
    if (!reader.isShort) Object.assign(identity, { manufacturer, model: number });
  }
  const production = attributes.get(PRODUCTION);
  if (production !== undefined) {
    const reader = new ByteReader(production);
    const count = reader.u16();
    reader.u16();
    for (let index = 0; index < count && !reader.isShort; index++) {
      const kind = reader.u16();
      reader.u16();
      const text = ascii(reader.bytes(reader.u16()));
      if (reader.isShort) break;
      if (kind === SERIAL_NUMBER) identity.serialNumber ??= text;
      if (kind === SOFTWARE) identity.software ??= text;
    }
  }
  return identity;
}

/** @returns undefined where the attributes do not name the mode */
export function readDemoMode(attributes: ReadonlyMap<number, Uint8Array>): boolean | undefined {
  const mode = attributes.get(OPERATING_MODE);
  return mode === undefined ? undefined : (new ByteReader(mode).u16() & DEMO_MODE) !== 0;
}

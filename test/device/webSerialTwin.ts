// What the page of the Web Serial test can do: reads a port of the browser's own, as the capture page does.
import { findDriver } from "@medlattice/sdk/device";
import { type Pump, pump, webSerialTransport } from "@medlattice/sdk/device/transport";
import type { SerialPortLike } from "@medlattice/sdk/device/transport";

export interface WebSerialReport {
  readonly values: number;
  readonly samples: number;
  readonly state: string;
  readonly text: string;
  readonly bad: number;
  readonly good: number;
  readonly states: readonly string[];
}

let session: Pump | undefined;
let values = 0;
let samples = 0;
const states: string[] = [];

/** @returns how many ports this page may use without a click */
export async function ports(): Promise<number> {
  return (await granted()).length;
}

/** Reads the only port there is. @param driver its name */
export async function listen(driver: string): Promise<void> {
  const [port] = await granted();
  if (port === undefined) throw new Error("no port is allowed");
  session = pump({
    transport: webSerialTransport(port),
    driver: findDriver(driver),
    onEvents(events) {
      for (const event of events) {
        if (event.kind === "numeric" && event.value !== null) values++;
        if (event.kind === "wave") samples += event.samples.length;
      }
    },
    onLink: ({ state }) => states.push(state),
  });
}

export function report(): WebSerialReport {
  if (session === undefined) throw new Error("nobody listens");
  const { link, counters } = session;
  const { bad, good } = counters;
  return { values, samples, state: link.state, text: link.text, bad, good, states };
}

export async function stop(): Promise<void> {
  await session?.stop();
}

async function granted(): Promise<readonly SerialPortLike[]> {
  const serial: { getPorts(): Promise<SerialPortLike[]> } = Reflect.get(navigator, "serial");
  return await serial.getPorts();
}

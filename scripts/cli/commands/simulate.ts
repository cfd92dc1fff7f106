import { serveBridge } from "@medlattice/network/bridge";
import {
  createPatient,
  findSimulator,
  type SimulatedDevice,
  simulatedTransport,
  SIMULATORS,
} from "@medlattice/sdk/device/simulate";
import { createFastClock, describeLine, type DeviceTransport } from "@medlattice/sdk/device/transport";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type Served, servePty, serveTcp } from "@medlattice/sdk/node/device";
import { z } from "zod";
import { defineCommand } from "../lib/command.ts";
import { table } from "../lib/text.ts";
import { untilStopped } from "../lib/untilStopped.ts";

const number = z.coerce.number();

export const simulateCommand = defineCommand({
  usage: "simulate [device]",
  summary: "an instrument in software, for programs that read the real one; without a name: which there are",
  detail:
    "It answers as the real instrument does and falls silent where that would, until Ctrl-C. No network is needed.\n" +
    "Instruments that want to be kept alive hang up on a reader whose clock is not as fast as --speed.\n" +
    "--pty needs python3 and is not to be had on Windows.",
  options: [
    ["--tcp [port]", "wait for one reader of this machine at this port; a free one unless told"],
    ["--pty", "a serial port in software"],
    ["--ws [port]", "a bridge for pages and programs of this machine, a free port unless told"],
    ["--origin <origin...>", "with --ws: the pages that may connect, as http://localhost:8600"],
    ["--seed <number>", "another patient"],
    ["--speed <factor>", "how fast its time passes"],
  ],
  input: z.strictObject({
    device: z.string().optional(),
    tcp: z.union([z.literal(true), number.pipe(z.int().min(0).max(65_535))]).optional(),
    pty: z.boolean().optional(),
    ws: z.union([z.literal(true), number.pipe(z.int().min(0).max(65_535))]).optional(),
    origin: z.array(z.string()).optional(),
    seed: number.pipe(z.int().min(0)).optional(),
    speed: number.pipe(z.number().min(0.1).max(100)).optional(),
  }),
  example: "simulate intellivue --tcp 4001",
  async run(cli, { device: name, tcp, pty = false, ws, origin = [], seed = 1, speed = 1 }) {
    if (name === undefined) return listed();
    const device = findSimulator(name);
    if ([tcp !== undefined, pty, ws !== undefined].filter(Boolean).length !== 1) {
      throw new InvalidInputError("OPTION_MISSING", "Say how it is to be reached: --tcp, --pty or --ws.");
    }
    const clock = createFastClock(speed);
    const options = { model: createPatient(seed), clock, since: clock.now() };
    const simulate = (): DeviceTransport => simulatedTransport(device, options);
    const served =
      ws !== undefined
        ? await serveWs(device, simulate, origin, ws === true ? 0 : ws)
        : pty
          ? await servePty(simulate())
          : await serveTcp(simulate(), tcp === true ? 0 : tcp);
    cli.note(`${device.driver.label} is at ${served.address} until Ctrl-C.`);
    await untilStopped();
    await served.close();
    return { data: { device: name, address: served.address }, text: "It has ended." };
  },
});

async function serveWs(
  { name, driver }: SimulatedDevice,
  simulate: () => DeviceTransport,
  allowedOrigins: readonly string[],
  port: number,
): Promise<Served> {
  const devices = [{ id: name, driver: driver.name, simulate }];
  const bridge = await serveBridge({ devices, allowedOrigins, port });
  return { address: bridge.urls.get(name) ?? "", close: () => bridge.close() };
}

function listed() {
  const devices = SIMULATORS.map(({ name, driver, line }) => ({
    name,
    label: driver.label,
    line: line === undefined ? "network" : describeLine(line),
  }));
  const rows = devices.map(({ name, label, line }) => [name, label, line]);
  return { data: { devices }, text: table(["DEVICE", "INSTRUMENT", "LINE"], rows) };
}

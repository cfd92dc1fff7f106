import {
  createPatient,
  findSimulator,
  simulatedTransport,
  SIMULATORS,
} from "@medlattice/sdk/device/simulate";
import { createFastClock, describeLine } from "@medlattice/sdk/device/transport";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { servePty, serveTcp } from "@medlattice/sdk/node/device";
import { z } from "zod";
import { defineCommand } from "../lib/command.ts";
import { table } from "../lib/text.ts";

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
    ["--seed <number>", "another patient"],
    ["--speed <factor>", "how fast its time passes"],
  ],
  input: z.strictObject({
    device: z.string().optional(),
    tcp: z.union([z.literal(true), number.pipe(z.int().min(0).max(65_535))]).optional(),
    pty: z.boolean().optional(),
    seed: number.pipe(z.int().min(0)).optional(),
    speed: number.pipe(z.number().min(0.1).max(100)).optional(),
  }),
  example: "simulate intellivue --tcp 4001",
  async run(cli, { device: name, tcp, pty = false, seed = 1, speed = 1 }) {
    if (name === undefined) return listed();
    const device = findSimulator(name);
    if ((tcp !== undefined) === pty) {
      throw new InvalidInputError("OPTION_MISSING", "Say how it is to be reached: --tcp or --pty.");
    }
    const transport = simulatedTransport(device, {
      model: createPatient(seed),
      clock: createFastClock(speed),
    });
    const served = pty ? await servePty(transport) : await serveTcp(transport, tcp === true ? 0 : tcp);
    cli.note(`${device.driver.label} is at ${served.address} until Ctrl-C.`);
    await new Promise<void>((resolve) => {
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
    await served.close();
    return { data: { device: name, address: served.address }, text: "It has ended." };
  },
});

function listed() {
  const devices = SIMULATORS.map(({ name, driver, line }) => ({
    name,
    label: driver.label,
    line: line === undefined ? "network" : describeLine(line),
  }));
  const rows = devices.map(({ name, label, line }) => [name, label, line]);
  return { data: { devices }, text: table(["DEVICE", "INSTRUMENT", "LINE"], rows) };
}

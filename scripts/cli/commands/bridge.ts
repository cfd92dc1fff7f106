import { serveBridge } from "@medlattice/network/bridge";
import { findDriver } from "@medlattice/sdk/device";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { tcpTransport } from "@medlattice/sdk/node/device";
import { z } from "zod";
import { defineCommand } from "../lib/command.ts";

const DEVICE = /^(?<id>(?<driver>[a-z0-9]+)(?:\.[\w-]+)?)=tcp:(?<host>[^:]+):(?<port>\d{1,5})$/;

export const bridgeCommand = defineCommand({
  usage: "bridge <device...>",
  summary: "bring instruments on the network to a page on this machine",
  detail:
    "Each instrument as DRIVER=tcp:HOST:PORT; of two of a kind as DRIVER.NAME=…. Only pages of --origin may connect, only from this machine, and\n" +
    "only with the printed address, which holds a token. Nothing reaches the instrument but what its driver sends. No network of MedLattice is needed.",
  options: [
    ["--origin <origin...>", "the pages that may connect, as https://records.example", "required"],
    ["--port <port>", "a free one unless told"],
  ],
  input: z.strictObject({
    device: z.array(z.string().regex(DEVICE, "not DRIVER=tcp:HOST:PORT")),
    origin: z.array(z.string()),
    port: z.coerce.number().pipe(z.int().min(0).max(65_535)).optional(),
  }),
  example: "bridge bcc=tcp:10.0.0.7:4001 --origin https://records.example",
  async run(cli, { device: specs, origin, port = 0 }) {
    const devices = specs.map((spec) => {
      const { id = "", driver = "", host = "", port: text } = DEVICE.exec(spec)?.groups ?? {};
      return {
        id,
        driver: findDriver(driver).name,
        transport: tcpTransport({ host, port: Number(text) }),
      };
    });
    if (new Set(devices.map(({ id }) => id)).size < devices.length) {
      throw new InvalidInputError("DEVICE_TWICE", "Two instruments have the same name.", {
        hints: ["Of two of a kind name each: nonin.left=…, nonin.right=…"],
      });
    }
    const bridge = await serveBridge({ devices, allowedOrigins: origin, port });
    for (const [id, url] of bridge.urls) cli.note(`${id} is at ${url}`);
    cli.note("Until Ctrl-C.");
    await new Promise<void>((resolve) => {
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
    await bridge.close();
    return { data: {}, text: "The bridge has ended." };
  },
});

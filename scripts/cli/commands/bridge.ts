import { serveBridge } from "@medlattice/network/bridge";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { bridgeToken } from "../lib/bridgeToken.ts";
import { defineCommand } from "../lib/command.ts";
import { ADDRESS_FORMS, deviceAddress } from "../lib/deviceAddress.ts";
import { fromCaller } from "../lib/files.ts";
import { untilStopped } from "../lib/untilStopped.ts";

export const bridgeCommand = defineCommand({
  usage: "bridge <device...>",
  summary: "bring instruments that a page cannot reach to a page on this machine",
  detail:
    `Each instrument as ${ADDRESS_FORMS}; of two of a kind as DRIVER.NAME=….\n` +
    "Only pages of --origin may connect, only from this machine, and only with the printed address, which holds a token. Nothing reaches the\n" +
    "instrument but what its driver sends. No network of MedLattice is needed.",
  options: [
    ["--origin <origin...>", "the pages that may connect, as https://records.example", "required"],
    ["--port <port>", "a free one unless told"],
    ["--token-file <file>", "keeps the token, so that the addresses stay the same; with --port"],
  ],
  input: z.strictObject({
    device: z.array(z.string()),
    origin: z.array(z.string()),
    port: z.coerce.number().pipe(z.int().min(0).max(65_535)).optional(),
    tokenFile: z.string().min(1).optional(),
  }),
  example: "bridge bcc=tcp:10.0.0.7:4001 nonin=serial:/dev/ttyUSB0 --origin https://records.example",
  async run(cli, { device: addresses, origin, port = 0, tokenFile }) {
    const devices = addresses.map(deviceAddress);
    if (new Set(devices.map(({ id }) => id)).size < devices.length) {
      throw new InvalidInputError("DEVICE_TWICE", "Two instruments have the same name.", {
        hints: ["Of two of a kind name each: nonin.left=…, nonin.right=…"],
      });
    }
    const token = tokenFile === undefined ? {} : { token: await bridgeToken(fromCaller(tokenFile)) };
    const bridge = await serveBridge({ devices, allowedOrigins: origin, port, ...token });
    for (const [id, url] of bridge.urls) cli.note(`${id} is at ${url}`);
    cli.note("Until Ctrl-C.");
    await untilStopped();
    await bridge.close();
    return { data: {}, text: "The bridge has ended." };
  },
});

// npm run bench:capture -- [--seconds 30] [--hours 4] [--only screen|memory]: six instruments at once, from the byte to the
// pixel, and what four hours of them leave in memory. Prints one JSON object; docs/dapp.md has the figures.
import { parseArgs } from "node:util";
import { measureGrowth } from "./bench/fourHours.ts";
import { measureOnScreen } from "./bench/onScreen.ts";
import { openDapp } from "./fixture/index.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "30" },
    hours: { type: "string", default: "4" },
    only: { type: "string" },
  },
});

if (values.only !== "memory") {
  const dapp = await openDapp();
  try {
    const screen = await measureOnScreen(dapp, Number(values.seconds));
    process.stdout.write(`${JSON.stringify({ screen }, undefined, 2)}\n`);
  } finally {
    await dapp.close();
  }
}
if (values.only !== "screen") {
  const memory = await measureGrowth(Number(values.hours));
  process.stdout.write(`${JSON.stringify({ memory }, undefined, 2)}\n`);
}

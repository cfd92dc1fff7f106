// `node circuits/scripts/powers.ts 12 [--beacon HEX]`: powers of tau for circuits of up to 2^12 constraints. Minutes for 12, most of
// an hour for 15 on one core; every step is a file in cache/, so that a run that was stopped goes on where it was.
import { parseArgs } from "node:util";
import { mkdir } from "node:fs/promises";
import { curves, powersOfTau } from "snarkjs";
import { BEACON_EXPONENT, CONTRIBUTIONS, entropy, localBeacon, make } from "./lib/ceremony.ts";
import { powersFile } from "./lib/circuits.ts";
import { CACHE_FOLDER } from "./lib/paths.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { beacon: { type: "string" } },
});

await mkdir(CACHE_FOLDER, { recursive: true });
const curve = await curves.getCurveFromName("bn128");
for (const power of positionals.map(Number)) await makePowers(power);
await curve.terminate();

async function makePowers(power: number): Promise<void> {
  const file = (step: string) => powersFile(power, step);
  const say = (what: string) => console.log(`${new Date().toISOString()} 2^${power}: ${what}`);
  await make(file("0"), (path) => powersOfTau.newAccumulator(curve, power, path));
  for (let i = 1; i <= CONTRIBUTIONS; i++) {
    say(`contribution ${i}`);
    await make(file(`${i}`), (path) =>
      powersOfTau.contribute(file(`${i - 1}`), path, `contribution ${i}`, entropy()),
    );
  }
  say("beacon");
  const last = file(`${CONTRIBUTIONS}`);
  const beacon = values.beacon ?? (await localBeacon(last));
  await make(file("beacon"), (path) => powersOfTau.beacon(last, path, "beacon", beacon, BEACON_EXPONENT));
  say("preparing phase 2");
  await make(file("final"), (path) => powersOfTau.preparePhase2(file("beacon"), path));
  say("done");
}

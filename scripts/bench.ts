// `npm run bench`: every figure the documents claim, measured here and printed beside a baseline of the same run.
// `npm run bench -- crypto` runs one of them.
import { run } from "./lib/run.ts";

const benches = {
  crypto: "sdk/bench/crypto.ts",
  chain: "network/bench/chain.ts",
} as const;

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  process.stderr.write(`There is no bench “${unknown}”. Choose from: ${Object.keys(benches).join(", ")}.\n`);
  process.exitCode = 2;
} else {
  for (const [name, file] of Object.entries(benches)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.log(`\n── ${name} ──`);
    const { code } = await run("node", [file]);
    if (code !== 0) process.exitCode = 1;
  }
}

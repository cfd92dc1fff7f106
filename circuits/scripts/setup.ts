// `npm run setup -w circuits [-- NAME] [--beacon HEX]`: compiles, makes the keys from powers of tau (scripts/powers.ts first) and writes
// what is shipped. A trapdoor of the keys exists while it runs, so they are for the embedded chains; `--any-chain` takes that limit
// away, for keys in cache/ that came out of a ceremony as docs/circuits.md describes it.
import { parseArgs } from "node:util";
import { curves } from "snarkjs";
import { listCircuits } from "./lib/circuits.ts";
import { compile } from "./lib/compile.ts";
import { makeKey } from "./lib/phase2.ts";
import { EMBEDDED_CHAINS, publish } from "./lib/publish.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { beacon: { type: "string" }, "any-chain": { type: "boolean" } },
});

const curve = await curves.getCurveFromName("bn128");
for (const circuit of listCircuits(positionals[0])) {
  const say = (what: string) => console.log(`${new Date().toISOString()} ${circuit.name}: ${what}`);
  say("compiling");
  const compiled = await compile(circuit);
  say("making the keys");
  await makeKey(circuit, values.beacon);
  say("writing what is shipped");
  await publish(circuit, compiled, values["any-chain"] === true ? "any" : EMBEDDED_CHAINS);
}
await curve.terminate();

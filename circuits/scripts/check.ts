// `npm run check -w circuits`: whether sources, keys, transcript and generated code belong together; seconds. `--compile` compiles again
// and compares; `--ceremony` verifies every step of the ceremony too, for which its files must be in cache/ (minutes to an hour).
import { parseArgs } from "node:util";
import { curves, powersOfTau, zKey } from "snarkjs";
import { checkShipped } from "./lib/checkShipped.ts";
import { type Circuit, filesOf, listCircuits, powersFile } from "./lib/circuits.ts";
import { checkCompiled } from "./lib/checkCompiled.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { compile: { type: "boolean" }, ceremony: { type: "boolean" } },
});

const curve = await curves.getCurveFromName("bn128");
for (const circuit of listCircuits(positionals[0])) {
  const wrong = [...(await checkShipped(circuit))];
  if (values.compile === true || values.ceremony === true) wrong.push(...(await checkCompiled(circuit)));
  if (values.ceremony === true) wrong.push(...(await checkCeremony(circuit)));
  for (const what of wrong) console.error(`${circuit.name}: ${what}`);
  if (wrong.length > 0) process.exitCode = 1;
  else console.log(`${circuit.name}: sources, keys, transcript and generated code belong together`);
}
await curve.terminate();

async function checkCeremony(circuit: Circuit): Promise<readonly string[]> {
  const { key, r1cs } = filesOf(circuit);
  const powers = powersFile(circuit.power, "final");
  const wrong: string[] = [];
  if (!(await powersOfTau.verify(powers))) wrong.push("the powers of tau do not hold");
  if (!(await zKey.verifyFromR1cs(r1cs, powers, key("final"))))
    wrong.push("the key is not made of these powers for this circuit");
  return wrong;
}

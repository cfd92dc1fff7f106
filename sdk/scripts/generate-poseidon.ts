/**
 * Writes src/fields/poseidon/constants.json: circomlib's Poseidon constants for 3 and 4 inputs (BN254, 8 full rounds, 56 and 60
 * partial ones), in the form in which a partial round is one dot product of 2t − 1 (see `poseidon/optimise.ts`).
 * The plain constants come from poseidon-lite; that both forms are one function is tested.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { optimise } from "./poseidon/optimise.ts";

const PARTIAL_ROUNDS = new Map([
  [3, 56],
  [4, 60],
]);

const folder = path.join(path.dirname(createRequire(import.meta.url).resolve("poseidon-lite")), "constants");
const output = fileURLToPath(new URL("../src/fields/poseidon/constants.json", import.meta.url));

function plainConstants(inputs: number): { c: bigint[]; m: bigint[][] } {
  const text = readFileSync(path.join(folder, `${inputs}.js`), "utf8");
  const all = [...text.matchAll(/'([A-Za-z0-9+/=]+)'/g)].map(([, value = ""]) =>
    BigInt(`0x${Buffer.from(value, "base64").toString("hex")}`),
  );
  const t = inputs + 1;
  const c = all.slice(0, -t * t);
  const m = Array.from({ length: t }, (_, row) => all.slice(all.length - t * t).slice(row * t, row * t + t));
  return { c, m };
}

const file: Record<string, string> = {};
for (const [inputs, partialRounds] of PARTIAL_ROUNDS) {
  const constants = optimise({ ...plainConstants(inputs), partialRounds });
  const hex = constants.map((value) => value.toString(16).padStart(64, "0")).join("");
  file[String(inputs)] = Buffer.from(hex, "hex").toString("base64");
}
writeFileSync(output, `${JSON.stringify(file, null, 2)}\n`);

// `npm run generate -w circuits`: writes the Solidity and TypeScript that is made from the shipped keys; `-- --check` only compares.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { listCircuits } from "./lib/circuits.ts";
import { generatedFiles } from "./lib/generated.ts";

const check = process.argv.includes("--check");
for (const circuit of listCircuits()) {
  for (const [file, content] of await generatedFiles(circuit)) {
    if ((await readFile(file, "utf8").catch(() => "")) === content) continue;
    if (check) {
      console.error(`${file} is not what its keys give: npm run generate -w circuits`);
      process.exitCode = 1;
    } else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
}

import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hexToBytes, keccak256 } from "viem";
import { readArtifact } from "./artifacts.ts";
import { buildContracts } from "./build.ts";
import { CONTRACTS_FOLDER, DEPLOYED_NAMES } from "./contract-list.ts";
import { reportDrift } from "./reportDrift.ts";

const FOLDER = join(CONTRACTS_FOLDER, "..", "sdk", "src", "abi", "generated");
const HEADER = "// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.\n";

/** Every generated file by name: one per contract and the index that lists them. */
export function generateAbis(): ReadonlyMap<string, string> {
  const files = DEPLOYED_NAMES.map((name) => [`${name}.ts`, abiModule(name)] as const);
  return new Map([...files, ["index.ts", indexModule()]]);
}

/** `OrganizationRegistry` → `organizationRegistry`. */
function variableOf(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** An ABI as a constant, so that viem infers names and types, and the hash of the creation code it belongs to. */
function abiModule(name: string): string {
  const { abi, bytecode } = readArtifact(name);
  const variable = variableOf(name);
  return `${HEADER}
export const ${variable}Abi = ${JSON.stringify(abi, null, 2)} as const;

/** keccak256 of the creation bytecode without constructor arguments. */
export const ${variable}BytecodeHash = "${keccak256(hexToBytes(`0x${bytecode.replace(/^0x/, "")}`))}";
`;
}

function indexModule(): string {
  const names = DEPLOYED_NAMES.toSorted();
  const imports = names.map(
    (name) => `import { ${variableOf(name)}Abi, ${variableOf(name)}BytecodeHash } from "./${name}.ts";`,
  );
  const exports = names.map((name) => `export * from "./${name}.ts";`);
  const abis = names.map((name) => `  ${name}: ${variableOf(name)}Abi,`);
  const hashes = names.map((name) => `  ${name}: ${variableOf(name)}BytecodeHash,`);
  return `${HEADER}
${imports.join("\n")}

${exports.join("\n")}

/** Every contract's ABI by name. */
export const ABIS = {
${abis.join("\n")}
} as const;

/** Every contract's hash of the creation bytecode by name. */
export const BYTECODE_HASHES = {
${hashes.join("\n")}
} as const;
`;
}

/** Names of the generated files in the SDK that differ from what the contracts give, are missing, or are left over. */
export function driftedAbis(): readonly string[] {
  const wanted = generateAbis();
  return [...new Set([...wanted.keys(), ...presentFiles()])].filter((file) => {
    const path = join(FOLDER, file);
    return !existsSync(path) || readFileSync(path, "utf8") !== wanted.get(file);
  });
}

function presentFiles(): readonly string[] {
  return existsSync(FOLDER) ? globSync("*.ts", { cwd: FOLDER }) : [];
}

function writeAbis(): void {
  const wanted = generateAbis();
  mkdirSync(FOLDER, { recursive: true });
  for (const file of presentFiles()) if (!wanted.has(file)) rmSync(join(FOLDER, file));
  for (const [file, text] of wanted) writeFileSync(join(FOLDER, file), text);
}

if (import.meta.main) {
  await buildContracts();
  if (process.argv.includes("--check")) {
    reportDrift("ABIs in sdk/src/abi/generated", driftedAbis(), "npm run abis -w contracts");
  } else writeAbis();
}

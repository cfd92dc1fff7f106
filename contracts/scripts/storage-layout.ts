import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readArtifact } from "./artifacts.ts";
import { buildContracts } from "./build.ts";
import {
  BRIDGE_NAMES,
  COMMITTEE_NAMES,
  CONTRACT_NAMES,
  CONTRACTS_FOLDER,
  PUBLIC_NAMES,
} from "./contract-list.ts";
import { DeploymentError } from "./deployment-error.ts";
import { reportDrift } from "./reportDrift.ts";

/** Not in `snapshots/`, which Hardhat clears of everything but its own gas figures. */
const SNAPSHOT_FILE = join(CONTRACTS_FOLDER, "storage-layout.json");

/** The part of solc's `storageLayout` output that says where things are. */
interface StorageLayout {
  readonly storage: readonly Variable[];
  readonly types: Readonly<Record<string, Type>> | null;
}
interface Variable {
  readonly label: string;
  readonly slot: string;
  readonly offset: number;
  readonly type: string;
}
interface Type {
  readonly label: string;
  readonly numberOfBytes: string;
  readonly members?: readonly Variable[];
}
interface BuildOutput {
  readonly output: {
    readonly contracts: Readonly<Record<string, Readonly<Record<string, { storageLayout?: StorageLayout }>>>>;
  };
}

/** Variables and struct members of a contract, one per line: `slot+offset: bytes type name`. */
export interface ReadableLayout {
  readonly variables: readonly string[];
  readonly structs: Readonly<Record<string, readonly string[]>>;
}

/** Those that keep anything. */
const NAMES = [...CONTRACT_NAMES, ...BRIDGE_NAMES, ...COMMITTEE_NAMES, ...PUBLIC_NAMES];

/** The storage layout of every contract, without the compiler's internal numbers, which change with every source. */
export function storageLayouts(): Readonly<Record<string, ReadableLayout>> {
  return Object.fromEntries(NAMES.map((name) => [name, readable(solcLayout(name))]));
}

function solcLayout(name: string): StorageLayout {
  const { buildInfoId, inputSourceName } = readArtifact(name);
  const file = join(CONTRACTS_FOLDER, "artifacts", "build-info", `${buildInfoId}.output.json`);
  const build: BuildOutput = JSON.parse(readFileSync(file, "utf8"));
  const layout = build.output.contracts[inputSourceName ?? ""]?.[name]?.storageLayout;
  if (layout !== undefined) return layout;
  throw new DeploymentError("NO_STORAGE_LAYOUT", `The compiler gave no storage layout for ${name}.`, {
    hints: ["`outputSelection` in hardhat.config.ts must ask for storageLayout."],
  });
}

function readable({ storage, types }: StorageLayout): ReadableLayout {
  const typeOf = (id: string) => types?.[id] ?? { label: id, numberOfBytes: "?" };
  const line = ({ label, slot, offset, type }: Variable) =>
    `${slot}+${offset}: ${typeOf(type).numberOfBytes} ${typeOf(type).label} ${label}`;
  const structs = Object.values(types ?? {}).flatMap(({ label, members }) =>
    members === undefined ? [] : [[label, members.map(line)] as const],
  );
  return {
    variables: storage.map(line),
    structs: Object.fromEntries(structs.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

if (import.meta.main) {
  await buildContracts();
  const text = `${JSON.stringify(storageLayouts(), null, 2)}\n`;
  if (process.argv.includes("--check")) {
    const fits = existsSync(SNAPSHOT_FILE) && readFileSync(SNAPSHOT_FILE, "utf8") === text;
    reportDrift(
      "Storage layout",
      fits ? [] : ["contracts/storage-layout.json"],
      "npm run layout -w contracts",
    );
  } else writeFileSync(SNAPSHOT_FILE, text);
}

// Run after every change of dependencies: `node scripts/complete-lock.mjs`. npm leaves optional packages for other
// platforms out of the lock when the registry in use does not carry them, and `npm ci` then rejects that same lock.
// This adds the entries that are missing, without integrity, from the version their parent pins.
import { readFileSync, writeFileSync } from "node:fs";

const PUBLIC_REGISTRY = "https://registry.npmjs.org";
const SYSTEMS = [
  "darwin",
  "android",
  "openharmony",
  "win32",
  "freebsd",
  "netbsd",
  "openbsd",
  "sunos",
  "aix",
  "linux",
];
const PROCESSORS = [
  "arm64",
  "x64",
  "ia32",
  "riscv64",
  "s390x",
  "ppc64",
  "loong64",
  "mips64el",
  "arm",
  "wasm32",
];
const SYSTEM_ALIASES = [
  ["macos", "darwin"],
  ["windows", "win32"],
];
const PROCESSOR_ALIASES = [
  ["aarch64", "arm64"],
  ["amd64", "x64"],
  ["x86_64", "x64"],
  ["universal", "arm64"],
];

const file = process.argv[2] ?? "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    const os = find(name, SYSTEMS, SYSTEM_ALIASES);
    const cpu = find(name, PROCESSORS, PROCESSOR_ALIASES);
    if (os === undefined || cpu === undefined || !/^\d/.test(version)) {
      throw new Error(
        `${path || "the root"} wants ${name}@${version}, which is not a platform package of an exact version`,
      );
    }
    lock.packages[`node_modules/${name}`] = {
      version,
      resolved: `${PUBLIC_REGISTRY}/${name}/-/${name.split("/").at(-1)}-${version}.tgz`,
      cpu: [cpu],
      ...(entry.dev === true ? { dev: true } : {}),
      ...(os === "linux" && /musl|gnu/.test(name)
        ? { libc: [name.includes("musl") ? "musl" : "glibc"] }
        : {}),
      optional: true,
      os: [os],
    };
    added.push(`${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? "The lock is complete." : `Added ${added.length}: ${added.join(", ")}`);

/** Node's resolution: beside the dependent, then up folder by folder to the root. */
function isLocked(path, name) {
  for (
    let folder = path;
    ;
    folder = folder.includes("/node_modules/") ? folder.slice(0, folder.lastIndexOf("/node_modules/")) : ""
  ) {
    if (
      lock.packages[folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`] !== undefined
    )
      return true;
    if (folder === "") return false;
  }
}

function find(name, values, aliases) {
  const alias = aliases.find(([word]) => name.includes(word));
  return alias?.[1] ?? values.find((value) => name.includes(value));
}

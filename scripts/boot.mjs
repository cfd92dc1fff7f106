// The first step of every npm script. It needs no dependency and runs on the machine's own Node (20 or later): it brings
// Node 24 and the locked dependencies when they are missing, then hands over to the program named in its arguments.
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const WANTED_NODE_MAJOR = 24;
const OLDEST_NODE_MAJOR = 20;
const LOCK_POLL_MS = 300;

const major = Number(process.versions.node.split(".")[0]);
if (major < OLDEST_NODE_MAJOR) {
  fail(
    `MedLattice needs Node ${OLDEST_NODE_MAJOR} or later to start; this is Node ${process.versions.node}. Install a newer Node and try again.`,
    2,
  );
}

// npm hands its own settings to scripts as npm_*; a nested npm must read its files afresh.
const env = { ...process.env };
const startedByNpm = env.npm_lifecycle_event !== undefined || env.npm_command !== undefined;
env.MEDLATTICE_CALLER_DIR = (startedByNpm && env.INIT_CWD) || process.cwd();
for (const name of Object.keys(env))
  if (/^npm_(?!config_(registry|cache|cafile))/i.test(name)) delete env[name];

let node = process.execPath;
if (major < WANTED_NODE_MAJOR) {
  const runtime = join(root, "tools", "node");
  ensureInstalled(runtime, "Node 24");
  node = join(runtime, "node_modules", ".bin", "node");
  if (!existsSync(node)) {
    fail(
      `There is no packaged Node 24 for ${process.platform}-${process.arch}. Install Node 24 yourself and run the same command again.`,
      1,
    );
  }
}
env.PATH = dirname(node) + delimiter + env.PATH;
ensureInstalled(
  root,
  "the dependencies",
  spawnSync(node, ["-p", "process.versions.modules"], { encoding: "utf8" }).stdout.trim(),
);
env.PATH = join(root, "node_modules", ".bin") + delimiter + env.PATH;

// Compiled code is kept between runs: it halves the time that each of the stack's processes needs to load.
env.NODE_COMPILE_CACHE ??= join(root, "node_modules", ".cache", "node");

const [program, ...args] = process.argv.slice(2);
const child = spawn(node, [join(root, program), ...args], { cwd: root, env, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => fail(`Cannot start ${program}: ${error.message}`, 1));
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});

function fail(message, code) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

/** Installs a folder's locked packages once for each lock file and Node ABI. */
function ensureInstalled(directory, label, abi = "") {
  const stamp = join(directory, "node_modules", ".medlattice-stamp");
  const wanted =
    createHash("sha256")
      .update(readFileSync(join(directory, "package-lock.json")))
      .digest("hex") + abi;
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isInstalled()) return;
  withLock(join(directory, ".boot-lock"), () => {
    if (isInstalled()) return;
    process.stderr.write(`Installing ${label} (once; about a minute) …\n`);
    const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: directory,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      encoding: "utf8",
    });
    if (npm.error !== undefined)
      fail(
        `npm could not be started: ${npm.error.message}. Node's installer brings npm; check that it is on your PATH.`,
        1,
      );
    if (npm.status !== 0) fail(explainNpmFailure(`${npm.stdout}${npm.stderr}`, label), 1);
    writeFileSync(stamp, wanted);
  });
}

function explainNpmFailure(output, label) {
  const tail = output.trim().split("\n").slice(-12).join("\n");
  if (/ENOSPC/.test(output))
    return `The disk is full: ${label} could not be installed. Free about 1.5 GB and run the same command again.`;
  if (/EACCES|EPERM|EROFS/.test(output))
    return `No permission to write below ${root}. Run from a folder you own.\n${tail}`;
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/.test(output))
    return `The package registry cannot be reached, so ${label} could not be installed. Check the network or your npm registry setting.\n${tail}`;
  return `npm could not install ${label}:\n${tail}`;
}

/** One installer at a time. A lock whose owner is gone is taken over at once, so a killed install makes nobody wait. */
function withLock(path, work) {
  const mine = `${process.pid} ${startTimeOf(process.pid)}`;
  for (let announced = false; ;) {
    if (tryTake(path, mine)) break;
    const owner = readOwner(path);
    if (owner !== null && !isAlive(owner)) {
      const aside = `${path}.${randomUUID()}`;
      try {
        renameSync(path, aside);
        rmSync(aside, { force: true });
      } catch {
        /* another process took it over first */
      }
      continue;
    }
    if (!announced) process.stderr.write("Another MedLattice command is installing; waiting for it …\n");
    announced = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MS);
  }
  try {
    work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Creates the lock with its owner already written in it: a link either appears whole or not at all. */
function tryTake(path, owner) {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, owner);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function readOwner(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function isAlive(owner) {
  const [pid, startTime] = owner.split(" ");
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  return startTimeOf(pid) === startTime;
}

/** A process id can be used again; together with its start time (field 22 of /proc/PID/stat) it cannot. */
function startTimeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return "unknown";
  }
}

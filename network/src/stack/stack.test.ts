import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { choosePorts } from "./choosePorts.ts";
import { findFreePorts, isPortFree, requireFreePorts } from "./ports.ts";
import { requireFreeSpace } from "./requireFreeSpace.ts";
import { openStateFolder } from "./stateFolder.ts";
import { createSupervisor } from "./supervisor.ts";
import { chains, DAPP_PORT, INSTRUMENTS_PORT, organizations, PROXY_THRESHOLD } from "./topology.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "medlattice-stack-"));
});
after(async () => {
  await rm(folder, { recursive: true, force: true });
});

const withCode = (code: string) => (error: unknown) =>
  error instanceof MedLatticeError && error.code === code;

describe("topology", () => {
  it("leaves enough proxies for any grantee, with one of them down (rule 6, decision 0002)", () => {
    const proxies = organizations.filter(({ roles }) => roles.includes("proxy"));
    for (const { key } of organizations) {
      const eligible = proxies.filter((proxy) => proxy.key !== key);
      assert.ok(eligible.length - 1 >= PROXY_THRESHOLD, key);
    }
  });

  it("gives every chain and every port its own number", () => {
    assert.equal(new Set(chains.map(({ chainId }) => chainId)).size, chains.length);
    const ports = [
      DAPP_PORT,
      INSTRUMENTS_PORT,
      ...chains.flatMap(({ port, replicaPort }) => [
        port,
        ...(replicaPort === undefined ? [] : [replicaPort]),
      ]),
      ...organizations.flatMap(({ ports: own }) => (own === undefined ? [] : [own.http, own.peer])),
    ];
    assert.equal(new Set(ports).size, ports.length);
  });
});

describe("ports", () => {
  it("names every busy port and the way out", async () => {
    const [port] = await findFreePorts(1);
    assert.ok(port !== undefined);
    await requireFreePorts([port]);
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(port, "127.0.0.1", resolve);
    });
    assert.equal(await isPortFree(port), false);
    await assert.rejects(
      requireFreePorts([port]),
      (error) =>
        withCode("PORT_BUSY")(error) &&
        error instanceof MedLatticeError &&
        error.facts["ports"] === String(port),
    );
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });

  it("are free ones for a folder of its own, and the same again the next time", async () => {
    const state = await openStateFolder(join(folder, "ports"), { reset: false });
    const choose = () =>
      choosePorts(
        { chains, organizations, dappPort: DAPP_PORT, instrumentsPort: INSTRUMENTS_PORT },
        { state, takeFreePorts: true },
      );
    const first = await choose();
    const second = await choose();
    for (const { name } of chains) assert.equal(first.chain(name), second.chain(name));
    assert.deepEqual(first.oracle("hospital"), second.oracle("hospital"));
    assert.equal(first.oracle("insurer"), null);
    assert.equal(first.instruments, second.instruments);
    assert.notEqual(first.instruments, first.dapp);
    assert.equal(first.replica("public"), null);
    state.release();
  });
});

describe("openStateFolder", () => {
  it("is for its owner alone, keeps secrets, and forgets them on reset", async () => {
    const path = join(folder, "state");
    const state = await openStateFolder(path, { reset: false });
    const secret = await state.secret("a/b");
    assert.match(secret, /^0x[0-9a-f]{64}$/);
    assert.equal(await state.secret("a/b"), secret);
    assert.equal((await stat(state.at("secrets", "a", "b"))).mode & 0o077, 0);
    assert.equal((await stat(path)).mode & 0o077, 0);
    await state.writeJson("x.json", { kept: true });
    assert.deepEqual(await state.readJson("x.json"), { kept: true });
    state.release();
    const again = await openStateFolder(path, { reset: true });
    assert.equal(await again.readJson("x.json"), null);
    assert.notEqual(await again.secret("a/b"), secret);
    again.release();
  });

  it("is refused to a second process, and leaves foreign folders alone", async () => {
    const path = join(folder, "held");
    const state = await openStateFolder(path, { reset: false });
    await assert.rejects(openStateFolder(path, { reset: true }), withCode("FOLDER_IN_USE"));
    assert.ok(existsSync(join(path, "medlattice.json")));
    state.release();
    const foreign = join(folder, "foreign");
    await mkdir(foreign);
    await writeFile(join(foreign, "thesis.txt"), "years of work");
    await assert.rejects(openStateFolder(foreign, { reset: true }), withCode("STATE_FOREIGN"));
    assert.equal(await readFile(join(foreign, "thesis.txt"), "utf8"), "years of work");
  });
});

describe("requireFreeSpace", () => {
  it("asks the disk of the nearest folder that is there", async () => {
    await requireFreeSpace(join(folder, "not", "yet", "there"), 1);
    await assert.rejects(
      requireFreeSpace(join(folder, "not", "there"), Number.MAX_SAFE_INTEGER),
      withCode("DISK_FULL"),
    );
  });
});

describe("createSupervisor", () => {
  const program = async (name: string, code: string): Promise<string> => {
    const entry = join(folder, `${name}.mjs`);
    await writeFile(entry, code);
    return entry;
  };
  const READY = 'console.log(JSON.stringify({ event: "ready", pid: process.pid }));';

  it("starts again what is killed, and stops everything in the end", async () => {
    const events: string[] = [];
    const supervisor = createSupervisor({
      logDirectory: join(folder, "logs"),
      onEvent: (event) => events.push(event),
    });
    const entry = await program("steady", `${READY} setInterval(() => undefined, 1000);`);
    const { pid } = await supervisor.start({ name: "test-steady", entry, args: [] });
    process.kill(Number(pid), "SIGKILL");
    await until(() => {
      const now = supervisor.pids()["test-steady"];
      return now !== undefined && now !== pid;
    });
    assert.match(events.join("\n"), /test-steady stopped \(SIGKILL\)/);
    const successor = supervisor.pids()["test-steady"] ?? 0;
    await supervisor.stop();
    assert.deepEqual(supervisor.pids(), {});
    assert.throws(() => process.kill(successor, 0));
  });

  it("leaves down what was halted, until it is to go on", async () => {
    const events: string[] = [];
    const supervisor = createSupervisor({
      logDirectory: join(folder, "logs"),
      onEvent: (event) => events.push(event),
    });
    const entry = await program("halted", `${READY} setInterval(() => undefined, 1000);`);
    await supervisor.start({ name: "test-halted", entry, args: [] });
    await supervisor.halt("test-halted");
    await new Promise((resolve) => {
      setTimeout(resolve, 1_000);
    });
    assert.deepEqual([supervisor.pids(), events], [{}, []]);
    await supervisor.resume("test-halted");
    assert.ok(supervisor.pids()["test-halted"] !== undefined);
    await supervisor.stop();
  });

  it(
    "goes on without a log when the disk is full",
    { skip: !existsSync("/dev/full") && "there is no /dev/full here" },
    async () => {
      const events: string[] = [];
      const logDirectory = join(folder, "full");
      await mkdir(logDirectory);
      await symlink("/dev/full", join(logDirectory, "test-full.log"));
      const supervisor = createSupervisor({ logDirectory, onEvent: (event) => events.push(event) });
      const entry = await program("talker", `${READY} setInterval(() => console.error("word"), 10);`);
      const { pid } = await supervisor.start({ name: "test-full", entry, args: [] });
      await until(() => events.some((event) => /test-full .*ENOSPC/.test(event)));
      assert.equal(supervisor.pids()["test-full"], pid);
      await supervisor.stop();
    },
  );

  it("passes on the last words of a process that does not get ready", async () => {
    const supervisor = createSupervisor({ logDirectory: join(folder, "logs"), onEvent: () => undefined });
    const entry = await program("broken", 'console.error("the reason"); process.exit(1);');
    await assert.rejects(
      supervisor.start({ name: "test-broken", entry, args: [] }),
      (error) => withCode("PROCESS_FAILED")(error) && String(error).includes("the reason"),
    );
    await supervisor.stop();
  });
});

/** Waits for something that other processes do; gives up after 20 s. */
async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    if (holds()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  assert.fail("it did not happen within 20 s");
}

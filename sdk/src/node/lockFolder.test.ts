import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { MedLatticeError } from "../errors/index.ts";
import { lockFolder } from "./lockFolder.ts";

const isLocked = (error: unknown) => error instanceof MedLatticeError && error.code === "FOLDER_IN_USE";

describe("lockFolder", () => {
  it("is held once, also within one process, and can be taken again after release", async (t) => {
    const folder = await temporaryFolder(t);
    const lock = lockFolder(folder, "test");
    assert.throws(() => lockFolder(folder, "test"), isLocked);
    lock.release();
    lockFolder(folder, "test").release();
  });

  it("names the process that holds it, and is free at once when that is killed", async (t) => {
    const folder = await temporaryFolder(t);
    const script = `
      const { lockFolder } = await import(${JSON.stringify(new URL("./lockFolder.ts", import.meta.url).href)});
      lockFolder(${JSON.stringify(folder)}, "test");
      console.log("held");
      setInterval(() => undefined, 1000);`;
    const holder = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(holder.stdout, "data");
    assert.throws(
      () => lockFolder(folder, "test"),
      (error) => isLocked(error) && String(error).length > 0 && hasPid(error, holder.pid),
    );
    holder.kill("SIGKILL");
    await once(holder, "exit");
    lockFolder(folder, "test").release();
  });
});

function hasPid(error: unknown, pid: number | undefined): boolean {
  return error instanceof MedLatticeError && error.facts["pid"] === String(pid);
}

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "medlattice-lock-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { temporaryFolder } from "./fixtures.ts";
import { lockFolder } from "./lockFolder.ts";

const isLocked = (error: unknown) => error instanceof MedLatticeError && error.code === "CHAIN_LOCKED";

describe("lockFolder", () => {
  it("is held once, also within one process, and can be taken again after release", async (t) => {
    const folder = await temporaryFolder(t);
    const lock = await lockFolder(folder);
    await assert.rejects(lockFolder(folder), isLocked);
    lock.release();
    (await lockFolder(folder)).release();
  });

  it("names the process that holds it, and is free at once when that is killed", async (t) => {
    const folder = await temporaryFolder(t);
    const script = `
      const { lockFolder } = await import(${JSON.stringify(new URL("./lockFolder.ts", import.meta.url).href)});
      await lockFolder(${JSON.stringify(folder)});
      console.log("held");
      setInterval(() => undefined, 1000);`;
    const holder = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(holder.stdout, "data");
    await assert.rejects(
      lockFolder(folder),
      (error) => isLocked(error) && String(error).length > 0 && hasPid(error, holder.pid),
    );
    holder.kill("SIGKILL");
    await once(holder, "exit");
    (await lockFolder(folder)).release();
  });
});

function hasPid(error: unknown, pid: number | undefined): boolean {
  return error instanceof MedLatticeError && error.facts["pid"] === String(pid);
}

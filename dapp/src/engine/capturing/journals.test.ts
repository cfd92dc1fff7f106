import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { deleteJournal, heldNames } from "./journals.ts";

/** As a recorder has it, until it is let go. */
async function held(name: string): Promise<() => void> {
  let letGo = (): void => undefined;
  await new Promise<void>((resolve) => {
    void navigator.locks.request(name, async () => {
      resolve();
      await new Promise<void>((ended) => (letGo = ended));
    });
  });
  return () => letGo();
}

describe("deleteJournal (docs/dapp.md, Capture)", () => {
  it("deletes nothing while another window captures, and not afterwards either", async () => {
    const deleted: string[] = [];
    const remove = async (name: string): Promise<void> => void deleted.push(name);
    const letGo = await held("journal 1");
    assert.ok((await heldNames()).has("journal 1"));
    await assert.rejects(deleteJournal("journal 1", { remove, patienceMs: 50 }), {
      code: "CAPTURE_OTHER_WINDOW",
    });
    letGo();
    await sleep(300);
    assert.deepEqual(deleted, []);
    assert.ok(!(await heldNames()).has("journal 1"));
    await deleteJournal("journal 1", { remove });
    assert.deepEqual(deleted, ["journal 1"]);
  });

  it("waits for a recorder that has just ended, and keeps others out while it deletes", async () => {
    const letGo = await held("journal 2");
    setTimeout(letGo, 100);
    let wasAlone = false;
    await deleteJournal("journal 2", {
      remove: async (name) => {
        wasAlone = await navigator.locks.request(name, { ifAvailable: true }, (lock) => lock === null);
      },
    });
    assert.ok(wasAlone);
  });
});

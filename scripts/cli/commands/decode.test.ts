import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { failureOf, medlattice } from "../testing/medlattice.ts";

const HEAD = "01/05/26 08:00:00 SN=0000000042 SPO2=098% BPM=097 PI=--.--% ALARM=0000";
let folder = "";
let file = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "decode-"));
  file = join(folder, "capture.bin");
  await writeFile(file, `rubbish\r\n${HEAD} EXC=000800\r\n\r\n${HEAD} EXC=000820\r\n\r\n`);
  await writeFile(join(folder, "empty.bin"), "");
});
after(() => rm(folder, { recursive: true }));

describe("decode", () => {
  it("prints the summary alone, with what is absent counted", async () => {
    const { exitCode, printed } = await medlattice(["decode", "--driver", "masimo", file, "--json"]);
    assert.equal(exitCode, 0);
    const { numerics, ...rest } = JSON.parse(printed);
    assert.deepEqual(rest, {
      driver: "masimo",
      bytes: 179,
      frames: { good: 2, bad: 0, skippedBytes: 9 },
      waves: [],
      device: { manufacturer: "Masimo", serialNumber: "0000000042" },
    });
    const codes = { mdc: 150456, loinc: "59408-5" };
    assert.deepEqual(numerics[0], {
      code: "SPO2",
      label: "Oxygen saturation",
      unit: "%",
      ...codes,
      count: 2,
      valid: 1,
      last: 98,
    });
    assert.deepEqual([numerics[2].code, numerics[2].valid, numerics[2].last], ["PI", 0, null]);
  });

  it("streams every event", async () => {
    const { exitCode, printed } = await medlattice(["decode", "--driver", "masimo", file, "--events"]);
    const events = printed
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text));
    assert.equal(exitCode, 0);
    assert.deepEqual([events[0].kind, events[0].value, events[0].code.id], ["numeric", 98, "SPO2"]);
    assert.equal(events.filter((event) => event.kind === "status").length, 1);
  });

  for (const [what, args, code] of [
    ["an unknown driver", () => ["--driver", "nome", file], "DRIVER_UNKNOWN"],
    ["a file that is not there", () => ["--driver", "nonin", join(folder, "none.bin")], "FILE_NOT_FOUND"],
    ["an empty file", () => ["--driver", "nonin", join(folder, "empty.bin")], "FILE_EMPTY"],
  ] as const) {
    it(`refuses ${what} in one line`, async () => {
      const result = await medlattice(["decode", ...args(), "--json"]);
      assert.equal(result.exitCode, 2);
      assert.equal(failureOf(result).code, code);
      assert.equal(result.told.trim().split("\n").length, 1);
    });
  }
});

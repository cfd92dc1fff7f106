import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failureOf, medlattice } from "../testing/medlattice.ts";

const ORIGIN = ["--origin", "https://records.example"];

describe("bridge", () => {
  for (const [what, args, code] of [
    ["an instrument without an address", ["bcc", ...ORIGIN], "OPTION_INVALID"],
    ["a driver that is none", ["nome=tcp:127.0.0.1:1", ...ORIGIN], "DRIVER_UNKNOWN"],
    ["two instruments of one name", ["bcc=tcp:10.0.0.1:1", "bcc=tcp:10.0.0.2:1", ...ORIGIN], "DEVICE_TWICE"],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const result = await medlattice(["bridge", ...args, "--json"]);
      assert.equal(result.exitCode, 2);
      assert.equal(failureOf(result).code, code);
    });
  }
});

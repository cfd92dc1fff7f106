import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { failureOf, medlattice } from "../testing/medlattice.ts";

const HERE = fileURLToPath(import.meta.url);
const ORIGIN = ["--origin", "https://records.example"];

describe("bridge", () => {
  for (const [what, args, code] of [
    ["an instrument without an address", ["bcc", ...ORIGIN], "OPTION_INVALID"],
    ["a driver that is none", ["nome=tcp:127.0.0.1:1", ...ORIGIN], "DRIVER_UNKNOWN"],
    ["a way that is none", ["bcc=ftp:10.0.0.1:1", ...ORIGIN], "OPTION_INVALID"],
    ["a port that is none", ["bcc=tcp:10.0.0.1:70000", ...ORIGIN], "OPTION_INVALID"],
    ["an address without a port", ["bcc=tcp:10.0.0.1", ...ORIGIN], "OPTION_INVALID"],
    ["an instrument that speaks no UDP", ["bcc=udp:10.0.0.1:4001", ...ORIGIN], "OPTION_INVALID"],
    [
      "a name in place of the address that may connect",
      ["hl7=listen:6661@monitor", ...ORIGIN],
      "OPTION_INVALID",
    ],
    ["a port to wait at that is none", ["hl7=listen:0", ...ORIGIN], "OPTION_INVALID"],
    [
      "a token in a file of something else",
      ["bcc=tcp:10.0.0.1:1", "--token-file", HERE, ...ORIGIN],
      "TOKEN_INVALID",
    ],
    ["two instruments of one name", ["bcc=tcp:10.0.0.1:1", "bcc=tcp:10.0.0.2:1", ...ORIGIN], "DEVICE_TWICE"],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const result = await medlattice(["bridge", ...args, "--json"]);
      assert.equal(result.exitCode, 2);
      assert.equal(failureOf(result).code, code);
    });
  }
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { parseChainConfig, readChainConfig } from "./config.ts";

const valid = () => ({ chainId: 7101, name: "hospital", dataDir: "/data", genesisTime: 1_700_000_000 });

function namesField(field: string) {
  return (error: unknown) =>
    error instanceof InvalidInputError && error.code === "CHAIN_CONFIG" && error.message.includes(field);
}

describe("parseChainConfig", () => {
  it("fills in safe defaults and freezes", () => {
    const config = parseChainConfig(valid());
    assert.deepEqual(config, { ...valid(), port: 0, host: "127.0.0.1", allowedOrigins: [] });
    assert.ok(Object.isFrozen(config));
  });

  const wrong: readonly [string, unknown][] = [
    ["chainId", 0],
    ["name", "Two Words"],
    ["dataDir", ""],
    ["port", 65_536],
    ["genesisTime", 1.5],
    ["follow", "ftp://x"],
    ["unknown", 1],
  ];
  for (const [field, value] of wrong) {
    it(`refuses a wrong ${field} by name`, () => {
      assert.throws(() => parseChainConfig({ ...valid(), [field]: value }), namesField(field));
    });
  }
});

describe("readChainConfig", () => {
  it("says which file cannot be read", async () => {
    await assert.rejects(readChainConfig("/nowhere/chain.json"), namesField("/nowhere/chain.json"));
  });
});

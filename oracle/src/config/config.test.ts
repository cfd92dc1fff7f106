import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { loadConfig, parseConfig } from "./loadConfig.ts";
import { readSecret } from "./readSecret.ts";

const folder = mkdtempSync(join(tmpdir(), "medlattice-config-"));
after(() => rmSync(folder, { recursive: true }));
const orgId = `0x${"11".repeat(32)}`;
const address = `0x${"22".repeat(20)}`;

writeFileSync(
  join(folder, "network.json"),
  JSON.stringify({
    format: "medlattice/network/v1",
    name: "test",
    proxyThreshold: 2,
    nullifierKeys: [],
    chains: [
      {
        chainId: 7101,
        name: "hospital",
        kind: "private",
        rpcUrl: "http://127.0.0.1:1",
        registryId: orgId,
        contracts: {
          organizationRegistry: address,
          identityRegistry: address,
          consentRegistry: address,
          recordRegistry: address,
          usageLedger: address,
        },
      },
      {
        chainId: 7199,
        name: "public",
        kind: "public",
        rpcUrl: "http://127.0.0.1:1",
        registryId: null,
        contracts: null,
      },
    ],
    organizations: [
      {
        orgId,
        name: "Hospital",
        kind: "Hospital",
        privateChainId: 7101,
        oracleUrl: null,
        sealingRecipient: null,
        proxyIndex: null,
        isProvider: true,
      },
    ],
  }),
);

function plain() {
  return {
    network: "network.json",
    organization: { orgId },
    roles: ["institution"],
    dataDir: "data",
    http: {},
    chains: [{ chainId: 7101, rpcUrls: ["http://127.0.0.1:8545"] }],
    keys: { oracle: "keys/oracle", sealing: "keys/sealing" },
  };
}

function refusal(input: unknown): InvalidInputError {
  try {
    parseConfig(input, folder);
  } catch (error) {
    assert.ok(error instanceof InvalidInputError, String(error));
    return error;
  }
  return assert.fail("was accepted");
}

describe("parseConfig", () => {
  it("joins the file with what the network says of its chains and organisation", () => {
    const config = parseConfig(plain(), folder);
    assert.equal(config.organization.name, "Hospital");
    assert.equal(config.chains[0]?.home, "private");
    assert.equal(config.chains[0].contracts.recordRegistry, address);
    assert.equal(config.dataDir, join(folder, "data"));
    assert.equal(config.keys.oracle, join(folder, "keys", "oracle"));
  });

  it("is frozen through and through", () => {
    const config = parseConfig(plain(), folder);
    assert.ok(Object.isFrozen(config) && Object.isFrozen(config.limits) && Object.isFrozen(config.chains[0]));
  });

  const wrong: readonly [string, (config: ReturnType<typeof plain>) => unknown, string][] = [
    ["a misspelt member", (config) => ({ ...config, rols: [] }), ""],
    ["no role", (config) => ({ ...config, roles: [] }), "roles"],
    ["an unknown role", (config) => ({ ...config, roles: ["king"] }), "roles.0"],
    [
      "a third node",
      (config) => ({ ...config, chains: [{ chainId: 7101, rpcUrls: ["http://a", "http://b", "http://c"] }] }),
      "chains.0.rpcUrls",
    ],
    [
      "a node that is no URL",
      (config) => ({ ...config, chains: [{ chainId: 7101, rpcUrls: ["a"] }] }),
      "chains.0.rpcUrls.0",
    ],
    ["a chain twice", (config) => ({ ...config, chains: [...config.chains, ...config.chains] }), "chains"],
    [
      "a chain without contracts",
      (config) => ({ ...config, chains: [{ chainId: 7199, rpcUrls: ["http://a"] }] }),
      "chains",
    ],
    ["peers but no peer side", (config) => ({ ...config, peers: [{ orgId, peerUrl: "https://x" }] }), "peer"],
    [
      "a secret in place of its file",
      (config) => ({ ...config, keys: { ...config.keys, oracle: { key: "0x1" } } }),
      "keys.oracle",
    ],
  ];
  for (const [what, change, member] of wrong) {
    it(`refuses ${what}, naming the member`, () => {
      const error = refusal(change(plain()));
      assert.equal(error.code, "CONFIG_INVALID");
      assert.equal(error.facts["member"], member);
    });
  }

  it("refuses an organisation or chain the network does not know", () => {
    const stranger = { ...plain(), organization: { orgId: `0x${"33".repeat(32)}` } };
    assert.equal(refusal(stranger).code, "ORGANIZATION_UNKNOWN");
    assert.equal(
      refusal({ ...plain(), chains: [{ chainId: 1, rpcUrls: ["http://a"] }] }).code,
      "CHAIN_UNKNOWN",
    );
  });
});

describe("loadConfig", () => {
  it("says which file cannot be read", () => {
    const path = join(folder, "absent.json");
    assert.throws(
      () => loadConfig(path),
      (error: unknown) =>
        error instanceof InvalidInputError &&
        error.code === "CONFIG_UNREADABLE" &&
        error.facts["path"] === path,
    );
  });
});

describe("readSecret", () => {
  const path = join(folder, "secret");
  const canary = "the-secret-itself";

  it("reads a file only its owner can read", () => {
    writeFileSync(path, `${canary}\n`, { mode: 0o600 });
    assert.equal(readSecret(path), canary);
  });

  it("refuses a file others can read, and one that is not there, without a word of its content", () => {
    for (const mode of [0o640, 0o604, 0o660]) {
      chmodSync(path, mode);
      assert.throws(
        () => readSecret(path),
        (error: unknown) =>
          error instanceof InvalidInputError &&
          error.code === "KEY_FILE_EXPOSED" &&
          !JSON.stringify([error.message, error.facts, error.hints]).includes(canary),
      );
    }
    assert.throws(
      () => readSecret(join(folder, "nothing")),
      (error: unknown) => error instanceof InvalidInputError && error.code === "KEY_FILE_MISSING",
    );
  });
});

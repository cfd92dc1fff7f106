import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Hex } from "../codec/index.ts";
import { orgIdOf } from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { parseNetwork } from "../network/index.ts";
import { homeOf } from "./homeOracle.ts";

const id = (name: string): Hex => orgIdOf(`${name}.example`);

function networkOf(oracles: Readonly<Record<string, string | null>>) {
  const kinds: Readonly<Record<string, string>> = { authority: "HealthAuthority", hospital: "Hospital" };
  return parseNetwork({
    format: "medlattice/network/v1",
    name: "Test",
    proxyThreshold: 2,
    chains: [],
    organizations: Object.entries(oracles).map(([name, oracleUrl]) => ({
      orgId: id(name),
      name,
      kind: kinds[name] ?? "Insurer",
      privateChainId: null,
      oracleUrl,
      sealingRecipient: null,
      proxyIndex: null,
      isProvider: false,
    })),
  });
}

describe("homeOf", () => {
  const url = "http://127.0.0.1:1";

  it("is the organisation itself when it runs an oracle", () => {
    const network = networkOf({ authority: url, hospital: url });
    assert.equal(homeOf(network, id("hospital")).orgId, id("hospital"));
  });

  it("is the health authority for one that runs none (F1)", () => {
    const network = networkOf({ hospital: url, authority: url, insurer: null });
    assert.equal(homeOf(network, id("insurer")).orgId, id("authority"));
  });

  it("is never another organisation than the authority", () => {
    const network = networkOf({ hospital: url, authority: null, insurer: null });
    assert.throws(
      () => homeOf(network, id("insurer")),
      (error) => error instanceof InvalidInputError && error.code === "ORGANIZATION_WITHOUT_ORACLE",
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { parseNetwork } from "@medlattice/sdk/network";
import { nodesNamed, urlList } from "./nodes.ts";

const chain = (chainId: number, name: string, kind: string) => ({
  chainId,
  name,
  kind,
  rpcUrl: "http://127.0.0.1:9",
  registryId: null,
  contracts: null,
});
const network = parseNetwork({
  format: "medlattice/network/v1",
  name: "A network",
  proxyThreshold: 2,
  chains: [chain(7100, "consortium", "consortium"), chain(7101, "hospital", "private")],
  organizations: [],
});
const refuses = (text: string, code: string) =>
  assert.throws(
    () => nodesNamed(network, text),
    (error) => error instanceof MedLatticeError && error.code === code,
    text,
  );

describe("nodesNamed", () => {
  it("takes nodes by name or number of their chain, two of one at most", () => {
    const nodes = nodesNamed(network, "consortium=http://a:1, 7101=https://b/x?y=z,hospital=http://c");
    assert.deepEqual(
      [...nodes],
      [
        [7100, ["http://a:1"]],
        [7101, ["https://b/x?y=z", "http://c"]],
      ],
    );
  });

  it("refuses what names no chain, or no node", () => {
    refuses("http://a", "NODE_INVALID");
    refuses("hospital=", "NODE_INVALID");
    refuses("hospital=ftp://a", "NODE_INVALID");
    refuses("clinic=http://a", "CHAIN_UNKNOWN");
    refuses("hospital=http://a,hospital=http://b,hospital=http://c", "NODE_INVALID");
  });
});

describe("urlList", () => {
  it("takes addresses with commas between them", () => {
    assert.deepEqual(urlList.parse("http://a,https://b:1"), ["http://a", "https://b:1"]);
    for (const text of ["", "a", "http://a,"]) assert.equal(urlList.safeParse(text).success, false, text);
  });
});

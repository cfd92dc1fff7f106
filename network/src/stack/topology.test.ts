import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { chooseTopology } from "./chooseTopology.ts";
import { parseTopology } from "./parseTopology.ts";
import { openStateFolder } from "./stateFolder.ts";
import { DEFAULT_TOPOLOGY, type OrganizationPlan, type Topology } from "./topology.ts";

const { chains, organizations } = DEFAULT_TOPOLOGY;
const second: Topology = {
  chains: [...chains, { name: "hill", chainId: 7103, kind: "private", port: 8504, replicaPort: 8514 }],
  organizations: [
    ...organizations.map((each) =>
      each.key === "authority" ? { ...each, chains: [...each.chains, "hill"] } : each,
    ),
    {
      key: "hill",
      domain: "hill-hospital.example",
      displayName: "Hill Hospital",
      kind: "Hospital",
      roles: ["institution", "proxy", "provider"],
      chains: ["hill", "consortium"],
      ports: { http: 8605, peer: 8705 },
    },
  ],
};

/** The default with one organisation changed. */
const changed = (key: string, change: Partial<Record<keyof OrganizationPlan, unknown>>) => ({
  ...DEFAULT_TOPOLOGY,
  organizations: organizations.map((each) => (each.key === key ? { ...each, ...change } : each)),
});
const without = (key: string) => ({
  chains,
  organizations: organizations.filter((each) => each.key !== key),
});
const withChain = (chain: object) => ({ organizations, chains: [...chains, chain] });
const refuses = (value: unknown, place: string) =>
  assert.throws(
    () => parseTopology(value),
    (error) =>
      error instanceof MedLatticeError &&
      error.code === "TOPOLOGY_INVALID" &&
      error.message.includes(` at ${place}: `),
    place,
  );

describe("parseTopology", () => {
  it("takes the default network, and one with a second hospital", () => {
    assert.deepEqual(parseTopology(DEFAULT_TOPOLOGY), DEFAULT_TOPOLOGY);
    assert.deepEqual(parseTopology(structuredClone(second)), second);
  });

  it("takes another public chain", () => {
    parseTopology(withChain({ name: "other", chainId: 7198, kind: "public", port: 8505 }));
  });

  it("says where what is written is not a topology", () => {
    refuses({ chains }, "organizations");
    refuses({ ...DEFAULT_TOPOLOGY, more: 1 }, "");
    refuses(changed("hospital", { key: "../hospital" }), "organizations.0.key");
    refuses(changed("hospital", { domain: "hospital" }), "organizations.0.domain");
    refuses(changed("hospital", { kind: "Clinic" }), "organizations.0.kind");
    refuses(changed("hospital", { ports: { http: 8601, peer: 0 } }), "organizations.0.ports.peer");
  });

  it("refuses what is given twice", () => {
    const chain = { name: "more", chainId: 7190, kind: "public", port: 8590 };
    refuses(withChain({ ...chain, name: "hospital" }), "chains.name");
    refuses(withChain({ ...chain, chainId: 7101 }), "chains.chainId");
    refuses(withChain({ ...chain, port: 8511 }), "ports");
    refuses(changed("trust", { key: "platform" }), "organizations.key");
    refuses(changed("trust", { domain: "cloud-clinic.example" }), "organizations.domain");
    refuses(changed("trust", { ports: { http: 8604, peer: 8604 } }), "ports");
  });

  it("refuses chains that do not make one network", () => {
    const chain = { name: "more", chainId: 7190, port: 8590, replicaPort: 8591 };
    refuses(withChain({ ...chain, kind: "consortium" }), "chains");
    refuses(withChain({ ...chain, kind: "private" }), "chains.more");
    refuses(withChain({ ...chain, kind: "public" }), "chains.more.replicaPort");
    refuses(changed("platform", { chains: ["hospital", "consortium"] }), "chains.hospital");
  });

  it("refuses an organisation that does not fit", () => {
    refuses(changed("trust", { chains: ["consortium", "nowhere"] }), "organizations.trust.chains");
    refuses(changed("trust", { chains: ["consortium", "consortium"] }), "organizations.trust.chains");
    refuses(changed("trust", { chains: ["public"] }), "organizations.trust.chains");
    // A private chain is nobody else's to read (M1).
    refuses(changed("trust", { chains: ["consortium", "hospital"] }), "organizations.trust.chains");
    refuses(changed("insurer", { roles: ["proxy"] }), "organizations.insurer.ports");
    refuses(changed("trust", { roles: [] }), "organizations.trust.ports");
    refuses(changed("trust", { roles: ["authority"] }), "organizations.trust.roles");
    refuses(changed("trust", { kind: "Hospital" }), "organizations.trust.roles");
  });

  it("refuses a network without an authority that reads everything, or with too few for a grantee", () => {
    refuses(without("authority"), "organizations");
    refuses(changed("authority", { chains: ["hospital", "consortium"] }), "organizations.authority.chains");
    refuses(changed("trust", { kind: "HealthAuthority", roles: ["authority", "proxy"] }), "organizations");
    const noProxy = changed("authority", { roles: ["authority"] });
    parseTopology(noProxy);
    refuses(
      { ...noProxy, organizations: noProxy.organizations.filter(({ key }) => key !== "trust") },
      "organizations",
    );
    const oneProvider = without("trust").organizations.map((each) =>
      each.key === "platform" ? { ...each, roles: ["institution", "proxy"] } : each,
    );
    refuses({ chains, organizations: oneProvider }, "organizations");
  });
});

describe("chooseTopology", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "medlattice-topology-"));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("leaves a folder of the default network as it always was", async () => {
    const state = await openStateFolder(join(folder, "default"), { reset: false });
    assert.deepEqual(await chooseTopology(state, undefined), DEFAULT_TOPOLOGY);
    assert.deepEqual(await chooseTopology(state, DEFAULT_TOPOLOGY), DEFAULT_TOPOLOGY);
    assert.equal(existsSync(state.at("topology.json")), false);
    state.release();
  });

  it("keeps another one, and takes it again unasked", async () => {
    const state = await openStateFolder(join(folder, "second"), { reset: false });
    assert.deepEqual(await chooseTopology(state, second), second);
    await state.writeJson("genesis.json", { time: 1 });
    assert.deepEqual(await chooseTopology(state, undefined), second);
    state.release();
  });

  it("refuses to make another network of a folder that has begun", async () => {
    const state = await openStateFolder(join(folder, "begun"), { reset: false });
    await state.writeJson("genesis.json", { time: 1 });
    const isChanged = (error: unknown) =>
      error instanceof MedLatticeError && error.code === "TOPOLOGY_CHANGED";
    await assert.rejects(chooseTopology(state, second), isChanged);
    assert.deepEqual(await chooseTopology(state, undefined), DEFAULT_TOPOLOGY);
    state.release();
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseNetwork } from "@medlattice/sdk/network";
import { PERSON_STATUS, ROLE } from "@medlattice/sdk/identity";
import type { FoundPseudonym } from "@medlattice/sdk/person";
import { identitiesOf } from "./identities.ts";

const HOSPITAL = `0x${"11".repeat(32)}` as const;
const AUTHORITY = `0x${"33".repeat(32)}` as const;
const network = parseNetwork({
  format: "medlattice/network/v1",
  name: "Test",
  proxyThreshold: 2,
  chains: [
    [7100, "consortium", "consortium"],
    [7101, "hospital", "private"],
    [7102, "platform", "private"],
  ].map(([chainId, name, kind]) => ({
    chainId,
    name,
    kind,
    rpcUrl: "http://127.0.0.1:1",
    registryId: null,
    contracts: null,
  })),
  organizations: [
    [HOSPITAL, "Riverside Hospital", "Hospital"],
    [AUTHORITY, "Health Authority", "HealthAuthority"],
  ].map(([orgId, name, kind]) => ({
    orgId,
    name,
    kind,
    privateChainId: null,
    oracleUrl: null,
    sealingRecipient: null,
    proxyIndex: null,
    isProvider: false,
  })),
});

function found(chainId: number, id: string, more: Partial<FoundPseudonym> = {}): FoundPseudonym {
  return {
    chainId,
    personId: `0x${id.repeat(32)}`,
    account: `0x${id.repeat(20)}`,
    role: ROLE.patient,
    organization: chainId === 7100 ? AUTHORITY : HOSPITAL,
    status: PERSON_STATUS.active,
    notAfter: 1,
    isActive: true,
    ...more,
  };
}

describe("identitiesOf", () => {
  it("puts a patient's pseudonyms together, the institution's first", () => {
    const [patient, ...others] = identitiesOf(network, [found(7100, "c1"), found(7101, "a1")]);
    assert.equal(others.length, 0);
    assert.equal(patient?.role, "Patient");
    assert.equal(patient.organizationName, "Riverside Hospital");
    assert.deepEqual(
      patient.chains.map(({ chainId }) => chainId),
      [7101, 7100],
    );
    assert.equal(patient.signatures, 3);
  });

  it("tells two people of one chain apart, and leaves open whose the other chain's is", () => {
    const identities = identitiesOf(network, [found(7101, "a1"), found(7101, "a2"), found(7100, "c1")]);
    assert.deepEqual(
      identities.map(({ key }) => key),
      [`0x${"a1".repeat(32)}`, `0x${"a2".repeat(32)}`],
    );
    for (const { chains } of identities)
      assert.deepEqual(
        chains.map(({ chainId }) => chainId),
        [7101, 7100],
      );
  });

  it("takes a patient of two institutions for one", () => {
    const identities = identitiesOf(network, [found(7101, "a1"), found(7102, "b1")]);
    assert.equal(identities.length, 1);
    assert.equal(identities[0]?.signatures, 3);
  });

  it("keeps roles apart, and leaves out those that are no people", () => {
    const identities = identitiesOf(network, [
      found(7101, "a1"),
      found(7101, "d1", { role: ROLE.doctor }),
      found(7101, "e1", { role: ROLE.captureStation }),
    ]);
    assert.deepEqual(
      identities.map(({ role }) => role),
      ["Patient", "Doctor"],
    );
  });

  it("puts those who may act now first", () => {
    const identities = identitiesOf(network, [found(7101, "a1", { isActive: false }), found(7101, "a2")]);
    assert.deepEqual(
      identities.map(({ key }) => key),
      [`0x${"a2".repeat(32)}`, `0x${"a1".repeat(32)}`],
    );
  });

  it("is at home on the consortium for those who are nowhere else", () => {
    const [staff] = identitiesOf(network, [found(7100, "c1", { role: ROLE.staff })]);
    assert.equal(staff?.role, "Staff");
    assert.equal(staff.signatures, 2);
  });
});

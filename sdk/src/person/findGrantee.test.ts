import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { ChainReader } from "../chain/index.ts";
import type { Listing, OracleClient } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { contractDomain, orgIdOf } from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { discloseLeaf, readReceiveLeaf, ZERO32 } from "../keys/index.ts";
import { parseNetwork } from "../network/index.ts";
import { createPerson as createMember } from "../testing/world.ts";
import { initCrypto } from "../crypto/index.ts";
import { findGrantees } from "./findGrantee.ts";
import type { Person } from "./person.ts";

const CHAIN_ID = 7100;
const REGISTRY: Hex = `0x${"0a".repeat(20)}`;
const CLINIC = orgIdOf("clinic.example");
const HOSPITAL = orgIdOf("hospital.example");

type Member = Awaited<ReturnType<typeof createMember>>;

/** What an honest directory says of a doctor of the clinic. */
function listingOf(member: Member, change: Partial<Listing> = {}): Listing {
  return {
    chainId: CHAIN_ID,
    personId: member.personId,
    organization: CLINIC,
    name: "Dr. Wu",
    specialty: "Cardiology",
    isNameVerified: true,
    receive: discloseLeaf(member.keyManifest, "receive"),
    sealing: discloseLeaf(member.keyManifest, "sealing"),
    updatedAt: 1,
    ...change,
  };
}

/** A patient whose oracle shows these listings, and whose own node knows the truth about these members of the clinic. */
function patientWith(listings: readonly Listing[], members: readonly Member[]): Person {
  const network = parseNetwork({
    format: "medlattice/network/v1",
    name: "Test",
    proxyThreshold: 2,
    chains: [chain()],
    organizations: [organization(CLINIC, "Clinic"), organization(HOSPITAL, "Hospital")],
  });
  const own = `0x${"77".repeat(32)}` as const;
  const reader: Pick<ChainReader, "organizationOf" | "keyManifestRootOf"> = {
    organizationOf: async (personId) => Promise.resolve(personId === own ? HOSPITAL : CLINIC),
    keyManifestRootOf: async (personId) =>
      Promise.resolve(members.find((member) => member.personId === personId)?.keyManifest.root ?? ZERO32),
  };
  const oracle = { directory: { search: async () => Promise.resolve({ items: listings, next: null }) } };
  return {
    network,
    pseudonymOn: () => ({ personId: own }),
    oracle: async () => Promise.resolve(oracle as unknown as OracleClient),
    reader: () => reader as ChainReader,
  } as unknown as Person;
}

function chain() {
  const contracts = ["organization", "identity", "consent", "record"].map((name) => [
    `${name}Registry`,
    REGISTRY,
  ]);
  return {
    chainId: CHAIN_ID,
    name: "consortium",
    kind: "consortium",
    rpcUrl: "http://127.0.0.1:1",
    registryId: `0x${"4e".repeat(32)}`,
    contracts: { ...Object.fromEntries(contracts), usageLedger: REGISTRY },
  };
}

function organization(orgId: Hex, name: string) {
  return {
    orgId,
    name,
    kind: "Hospital",
    privateChainId: null,
    oracleUrl: "http://127.0.0.1:1",
    sealingRecipient: null,
    proxyIndex: null,
    isProvider: false,
  };
}

describe("findGrantees", () => {
  let wu: Member;
  let mallory: Member;

  before(async () => {
    await initCrypto();
    const domain = contractDomain({ contract: "IdentityRegistry", chainId: CHAIN_ID, address: REGISTRY });
    wu = await createMember({ domain, categories: [] });
    mallory = await createMember({ domain, categories: [] });
  });

  const find = async (...listings: readonly Listing[]) =>
    await findGrantees(patientWith(listings, [wu, mallory]), CHAIN_ID, "wu");

  it("gives keys and organisation of a doctor as the chain has them", async () => {
    const [found] = await find(listingOf(wu));
    assert.equal(found?.id, wu.personId);
    assert.equal(found.organization, CLINIC);
    assert.equal(found.y, readReceiveLeaf(discloseLeaf(wu.keyManifest, "receive").leaf));
    assert.equal(found.name, "Dr. Wu, Clinic");
  });

  const falseListings: readonly (readonly [string, () => Partial<Listing>])[] = [
    ["another organisation than the chain's", () => ({ organization: HOSPITAL })],
    ["somebody else's receive key", () => ({ receive: discloseLeaf(mallory.keyManifest, "receive") })],
    ["somebody else's sealing key", () => ({ sealing: discloseLeaf(mallory.keyManifest, "sealing") })],
    ["somebody else's pseudonym", () => ({ personId: mallory.personId })],
    ["a key that was put in place of the signed one", () => ({ receive: forged() })],
  ];

  function forged() {
    const disclosure = discloseLeaf(wu.keyManifest, "receive");
    const other = discloseLeaf(mallory.keyManifest, "receive");
    return { ...disclosure, leaf: { ...disclosure.leaf, value: other.leaf.value } };
  }

  for (const [what, change] of falseListings) {
    it(`leaves out a listing with ${what}, and not the honest ones beside it`, async () => {
      const found = await find(listingOf(wu, change()), listingOf(mallory, { name: "Dr. Wu the second" }));
      assert.deepEqual(
        found.map(({ id }) => id),
        [mallory.personId],
      );
    });
  }

  it("says that there is nobody when every listing is false", async () => {
    await assert.rejects(
      find(listingOf(wu, { organization: HOSPITAL })),
      (error) => error instanceof InvalidInputError && error.code === "GRANTEE_UNKNOWN",
    );
  });
});

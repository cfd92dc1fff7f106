import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { fromHex, parseStoredJson, storeJson, toHex, utf8, type Hex } from "../codec/index.ts";
import { openMessage } from "../envelope/index.ts";
import { newId } from "../record/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import { provenLink, signedAgain } from "../testing/deals.ts";
import { grantTo } from "../testing/grant.ts";
import { confirmed, createWorld } from "../testing/world.ts";
import {
  dealForEmergency,
  dealSchema,
  emergencyDealId,
  grantPackageSchema,
  openDeal,
  openGrantPackage,
  verifyLink,
  type Deal,
  type SealedDeal,
} from "./index.ts";

const world = await createWorld();
const record = await confirmed(world);
const granted = await grantTo(world, record);
const stranger = privateKeyToAccount(generatePrivateKey());
const [proxy, , third] = world.proxies;
assert.ok(proxy !== undefined && third !== undefined);
const sealed =
  granted.made.deals.find(({ organization }) => organization === proxy.organization) ?? assert.fail();

function openAs(deal: SealedDeal, at = proxy ?? assert.fail(), threshold = world.threshold): Promise<Deal> {
  return openDeal({
    sealed: deal,
    identity: at.identity,
    organization: at.organization,
    index: at.index,
    threshold,
  });
}

/** The proxy's deal with one thing changed, signed again by the grantor: what a malicious patient could send. */
async function altered(
  change: (deal: Deal) => unknown,
  signer = granted.grantor.signer,
): Promise<SealedDeal> {
  const { value } = await openMessage({
    schema: dealSchema,
    sealed: sealed.sealed,
    identity: (proxy ?? assert.fail()).identity,
  });
  const stored = parseStoredJson(dealSchema, utf8(JSON.stringify(change(value))));
  return await signedAgain(sealed, { stored, signer, recipient: (proxy ?? assert.fail()).recipient });
}

describe("the link of pseudonyms", () => {
  const { link, grantId, coverage, grantor } = granted.input;
  assert.ok(link !== null);
  const expected = {
    home: { ...granted.home, personId: grantor },
    record: { personId: coverage.patient, chainId: coverage.chainId },
  };

  it("holds for this grant and these two only", async () => {
    const proof = await provenLink(link, granted.input, granted.grantor.signer);
    await verifyLink({ link: proof, grantId, ...expected });
    await assert.rejects(
      verifyLink({ link: proof, grantId: newId(), ...expected }),
      withCode("SIGNATURE_INVALID", { struct: "Deals" }),
    );
    await assert.rejects(
      verifyLink({ link: proof, grantId, ...expected, home: { ...expected.home, chainId: 7102 } }),
      withCode("PERSON_LINK_MISMATCH", { member: "home.chainId" }),
    );
    const { home, record: there } = proof;
    await assert.rejects(
      verifyLink({
        link: { ...proof, home: { ...there, path: home.path }, record: home },
        grantId,
        ...expected,
      }),
      withCode("PERSON_LINK_MISMATCH"),
    );
  });

  it("needs the word of either side, and the salt it was given with", async () => {
    const proof = await provenLink(link, granted.input, granted.grantor.signer);
    const byStranger = await provenLink(link, granted.input, stranger);
    const otherGrant = await provenLink(link, { ...granted.input, grantId: newId() }, granted.grantor.signer);
    const { signer } = proof.home;
    for (const changed of [
      { ...proof, salt: newId() },
      { ...proof, home: { ...proof.home, path: [newId()] } },
      { ...proof, home: { ...byStranger.home, signer } },
      otherGrant,
    ]) {
      await assert.rejects(
        verifyLink({ link: changed, grantId, ...expected }),
        withCode("SIGNATURE_INVALID", { struct: "Deals" }),
      );
    }
    const { signature } = proof.home;
    await assert.rejects(
      verifyLink({ link: { ...proof, record: { ...proof.record, signature } }, grantId, ...expected }),
      withCode("SIGNATURE_INVALID", { struct: "PersonLink" }),
    );
  });
});

describe("the grantee's package", () => {
  const open = (sealedPackage: SealedDeal) =>
    openGrantPackage({
      sealed: sealedPackage,
      identity: granted.doctor.sealing.identity,
      threshold: world.threshold,
    });

  async function repacked(change: (value: (typeof granted)["grantPackage"]) => object): Promise<SealedDeal> {
    const stored = storeJson(grantPackageSchema, grantPackageSchema.parse(change(granted.grantPackage)));
    const { recipient } = granted.doctor.sealing;
    return await signedAgain(granted.sealedPackage, { stored, signer: granted.grantor.signer, recipient });
  }

  it("holds the terms in words and fits the grant on chain", async () => {
    const opened = await open(granted.sealedPackage);
    assert.equal(opened.grant.terms.statement.purpose, "Second opinion");
    assert.deepEqual(opened.keys, granted.made.keys);
  });

  it("is refused when terms, signature, key or commitments were changed", async () => {
    const { grant } = granted.grantPackage;
    await assert.rejects(
      open(await repacked((value) => ({ ...value, grant: { ...grant, maxUses: 9 } }))),
      withCode("DEAL_MISMATCH", { member: "grantId" }),
    );
    await assert.rejects(
      open(await repacked((value) => ({ ...value, grantor: newId() }))),
      withCode("DEAL_MISMATCH", { member: "grantor" }),
    );
    const bytes = fromHex(granted.grantPackage.granteeY);
    bytes[95] = (bytes[95] ?? 0) ^ 1;
    const otherY: Hex = toHex(bytes);
    await assert.rejects(
      open(await repacked((value) => ({ ...value, granteeY: otherY }))),
      withCode("DEAL_MISMATCH", { member: "granteeKey" }),
    );
    const keys = granted.grantPackage.keys.map((key) => ({
      ...key,
      commitments: key.commitments.toReversed(),
    }));
    await assert.rejects(
      open(await repacked((value) => ({ ...value, keys }))),
      withCode("DEAL_MISMATCH", { member: "keys" }),
    );
    const signature = await stranger.signMessage({ message: "x" });
    await assert.rejects(
      open(await repacked((value) => ({ ...value, grantSignature: signature }))),
      withCode("SIGNATURE_INVALID", { struct: "Grant" }),
    );
    await assert.rejects(
      open({ ...granted.sealedPackage, sealed: sealed.sealed }),
      withCode("SEALED_MESSAGE_NOT_FOR_KEY"),
    );
  });
});

describe("the emergency deal (rule 7)", () => {
  it("stands for no grant, is dealt to every proxy, and names itself", async () => {
    const { grantId: _, granteeOrganization: __, ...rest } = granted.input;
    const home = { chainId: world.registry.chainId, consentRegistry: world.consentRegistry };
    const made = await dealForEmergency({
      ...rest,
      home,
      grantor: world.patient.personId,
      signer: world.patient.signer,
      link: null,
    });
    assert.equal(made.deals.length, world.proxies.length);
    const own = made.deals.find(({ organization }) => organization === proxy.organization) ?? assert.fail();
    const deal = await openAs(own);
    assert.equal(deal.basis, "emergency");
    assert.equal(
      deal.grantId,
      emergencyDealId({
        chainId: home.chainId,
        personId: world.patient.personId,
        y: rest.granteeY,
        recordChainId: rest.coverage.chainId,
      }),
    );
    await assert.rejects(
      openAs(await altered((value) => ({ ...value, basis: "emergency" }))),
      withCode("DEAL_MISMATCH", { member: "grantId" }),
    );
  });
});

describe("errors of deals", () => {
  it("hold no share, pseudonym or record id", async () => {
    const deal = await openAs(sealed);
    const secrets = [deal.keys[0]?.share ?? "", world.patient.personId, record.record.recordId].map((hex) =>
      hex.slice(2),
    );
    const failures = await Promise.all(
      [
        openAs(await altered((value) => ({ ...value, link: null }))),
        openAs(sealed, third),
        openAs({ ...sealed, grantId: newId() }),
      ].map((promise) => promise.catch((error: unknown) => error)),
    );
    for (const failure of failures) {
      assert.ok(failure instanceof Error);
      for (const secret of secrets) assert.equal(visibleTextOf(failure).includes(secret), false);
    }
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { parseStoredJson, utf8 } from "../codec/index.ts";
import { addressOf } from "../eip712/index.ts";
import { openMessage } from "../envelope/index.ts";
import { newId } from "../record/index.ts";
import { withCode } from "../testing/errors.ts";
import { signedAgain } from "../testing/deals.ts";
import { withOtherPolynomials } from "../testing/polynomials.ts";
import { grantTo } from "../testing/grant.ts";
import { confirmed, createWorld } from "../testing/world.ts";
import { dealForGrant, dealSchema, openDeal, sealedDealSchema, type Deal, type SealedDeal } from "./index.ts";

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

describe("a deal", () => {
  it("reaches each proxy outside the grantee's organisation, with its own share only (rule 6)", async () => {
    assert.deepEqual(
      granted.made.deals.map(({ organization }) => organization),
      world.proxies
        .map(({ organization }) => organization)
        .filter((organization) => organization !== granted.organization),
    );
    const deals = await Promise.all([openAs(sealed), openAs(granted.made.deals[1] ?? assert.fail(), third)]);
    const shares = deals.map(({ keys }) => keys[0]?.share);
    assert.notEqual(shares[0], shares[1]);
    assert.deepEqual(
      deals.map(({ keys }) => keys[0]?.commitments),
      [deals[0].keys[0]?.commitments, deals[0].keys[0]?.commitments],
    );
    await assert.rejects(openAs(sealed, third), withCode("SEALED_MESSAGE_NOT_FOR_KEY"));
  });

  it("survives JSON, and shows nothing of the record outside the seal", () => {
    assert.deepEqual(sealedDealSchema.parse(JSON.parse(JSON.stringify(sealed))), sealed);
    const outside = JSON.stringify({ ...sealed, sealed: "" });
    for (const secret of [record.record.recordId, world.patient.personId, granted.grantor.personId])
      assert.equal(outside.includes(secret), false);
  });

  it("uses a polynomial of its own for each grant, grantee key and threshold, and the same one again", async () => {
    const { input } = granted;
    const again = await dealForGrant(input);
    assert.deepEqual(again.keys, granted.made.keys);
    const otherY = (await grantTo(world, record, "category")).grantPackage.granteeY;
    for (const change of [
      { grantId: newId() },
      { granteeY: otherY },
      { threshold: 3, proxies: world.proxies },
    ]) {
      const other = await dealForGrant({ ...input, granteeOrganization: null, ...change });
      assert.notEqual(other.keys[0]?.commitments[1], granted.made.keys[0]?.commitments[1]);
      assert.equal(other.keys[0]?.x, granted.made.keys[0]?.x);
    }
  });

  it("needs enough proxies without the grantee's own", async () => {
    const few = world.proxies.slice(0, 2);
    await assert.rejects(
      dealForGrant({ ...granted.input, proxies: few }),
      withCode("DEAL_TOO_FEW_PROXIES", { proxies: 1, threshold: 2 }),
    );
    await assert.rejects(
      dealForGrant({ ...granted.input, keys: [] }),
      withCode("DEAL_TOO_FEW_PROXIES", { keys: 0 }),
    );
    await assert.rejects(
      dealForGrant({ ...granted.input, proxies: [proxy, proxy, third] }),
      withCode("PROXIES_INVALID"),
    );
  });
});

describe("openDeal refuses", () => {
  it("a deal signed by somebody else, or whose document, hash or id was replaced", async () => {
    const other =
      (await dealForGrant({ ...granted.input, master: withOtherPolynomials(granted.input.master) }))
        .deals[0] ?? assert.fail();
    await assert.rejects(
      openAs({ ...sealed, signature: other.signature }),
      withCode("SIGNATURE_INVALID", { struct: "Deals" }),
    );
    await assert.rejects(
      openAs({ ...sealed, signer: addressOf(stranger) }),
      withCode("SIGNATURE_INVALID", { struct: "Deals" }),
    );
    await assert.rejects(
      openAs({ ...sealed, sealed: other.sealed }),
      withCode("DEAL_MISMATCH", { member: "dealHash" }),
    );
    await assert.rejects(
      openAs({ ...sealed, grantId: newId() }),
      withCode("DEAL_MISMATCH", { member: "grantId" }),
    );
  });

  it("another proxy's place, another threshold", async () => {
    await assert.rejects(
      openAs(await altered((deal) => ({ ...deal, organization: third.organization }))),
      withCode("DEAL_MISMATCH", { member: "organization" }),
    );
    await assert.rejects(
      openAs(await altered((deal) => ({ ...deal, index: 9 }))),
      withCode("DEAL_MISMATCH", { member: "index" }),
    );
    await assert.rejects(openAs(sealed, proxy, 3), withCode("DEAL_MISMATCH", { member: "threshold" }));
  });

  it("a share off the polynomial, a key that is not X, and another grantee's key", async () => {
    const foreign =
      (await dealForGrant({ ...granted.input, master: withOtherPolynomials(granted.input.master) }))
        .deals[0] ?? assert.fail();
    const { keys } = await openAs(foreign);
    const key = (change: Partial<Deal["keys"][number]>) => (deal: Deal) => ({
      ...deal,
      keys: deal.keys.map((own) => ({ ...own, ...change })),
    });
    await assert.rejects(
      openAs(await altered(key({ share: keys[0]?.share ?? "0x" }))),
      withCode("SHARE_INVALID"),
    );
    await assert.rejects(
      openAs(await altered(key({ x: keys[0]?.commitments[1] ?? "0x" }))),
      withCode("DEAL_INVALID"),
    );
    const category = await grantTo(world, record, "category");
    const otherY = category.grantPackage.granteeY;
    await assert.rejects(
      openAs(await altered((deal) => ({ ...deal, granteeY: otherY }))),
      withCode("SHARE_INVALID"),
    );
  });

  it("a grant across chains without the link of both pseudonyms, or with a forged one", async () => {
    await assert.rejects(
      openAs(await altered((deal) => ({ ...deal, link: null }))),
      withCode("DEAL_MISMATCH", { member: "link" }),
    );
    const { link } = granted.input;
    assert.ok(link !== null);
    const forged = { ...link, record: { ...link.record, signature: sealed.signature } };
    await assert.rejects(
      openAs(await altered((deal) => ({ ...deal, link: forged }))),
      withCode("SIGNATURE_INVALID", { struct: "PersonLink" }),
    );
    await assert.rejects(
      openAs(await altered((deal) => ({ ...deal, coverage: { ...deal.coverage, patient: newId() } }))),
      withCode("PERSON_LINK_MISMATCH", { member: "record.personId" }),
    );
    // Somebody else's records: the link exists, but for another grant.
    const other = await grantTo(world, record);
    await assert.rejects(
      openAs(await altered((deal) => ({ ...deal, link: other.input.link }))),
      withCode("PERSON_LINK_MISMATCH"),
    );
  });

  it("a grant on one chain whose grantor is not the record's patient", async () => {
    const home = { chainId: world.registry.chainId, consentRegistry: world.consentRegistry };
    const ownChain = await altered((deal) => ({ ...deal, home, link: null }));
    await assert.rejects(openAs(ownChain), withCode("DEAL_MISMATCH", { member: "patient" }));
  });
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { dealForEmergency, dealForGrant, linkPseudonyms, type GrantDealInput } from "@medlattice/sdk/consent";
import type { SealedDeal } from "@medlattice/sdk/consent";
import { type StoredJson, storeJson, toHex } from "@medlattice/sdk/codec";
import { type Deal, dealSchema } from "@medlattice/sdk/consent";
import { openMessage } from "@medlattice/sdk/envelope";
import { derivePublicY } from "@medlattice/sdk/crypto";
import { MasterKey, receiveScalar } from "@medlattice/sdk/keys";
import { newId } from "@medlattice/sdk/record";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { signedAgain } from "../../sdk/src/testing/deals.ts";
import { withOtherPolynomials } from "../../sdk/src/testing/polynomials.ts";
import { codeOf, errorOf } from "../oracle/fixture/errors.ts";
import { type Cast, enrollCast, enrollPatient } from "./fixture/cast.ts";
import { type GrantChoice, type Granted, grantTo, revoke } from "./fixture/grants.ts";
import { NAMES, ORG, type TestNetwork, startNetwork } from "./fixture/network.ts";
import { clientAt } from "./fixture/people.ts";

let network: TestNetwork;
let cast: Cast;

before(async () => {
  network = await startNetwork();
  cast = await enrollCast(network);
});

after(async () => {
  await network.close();
});

async function granted(change?: GrantChoice["change"]): Promise<Granted> {
  const { patient, record, reader } = cast;
  return grantTo(network, patient, record, reader, change === undefined ? {} : { change });
}

function onOtherPolynomials(input: GrantDealInput): GrantDealInput {
  return { ...input, master: withOtherPolynomials(input.master) };
}

function dealFor(made: Pick<Granted["made"], "deals">, organization = ORG.trust): SealedDeal {
  const found = made.deals.find((deal) => deal.organization === organization);
  if (found === undefined) throw new Error("nothing was dealt to it");
  return found;
}

/** What the trust's proxy says to a deal, brought by the patient. */
async function verdictOf(deal: SealedDeal): Promise<string> {
  const client = await clientAt(network, "trust", cast.patient.home);
  return client.deals.post(deal).then(
    ({ state }) => state,
    async (error: unknown) => codeOf(Promise.reject(error)),
  );
}

describe("a proxy takes a deal", () => {
  it("once, whoever brings it, and tells its grantor about it alone", async () => {
    const given = await granted();
    const deal = dealFor(given.made);
    const stranger = await clientAt(network, "trust", cast.reader);
    const status = await stranger.deals.post(deal);
    assert.deepEqual(await stranger.deals.post(deal), status);
    assert.equal(status.state, "ready");
    const own = await clientAt(network, "trust", cast.patient.home);
    assert.deepEqual(await own.deals.status(given.grantId), status);
    assert.ok((await own.deals.list()).some(({ grantId }) => grantId === given.grantId));
    assert.equal(await codeOf(stranger.deals.status(given.grantId)), "DEAL_NOT_FOUND");
  });

  it("made again with the same shares, but of no other polynomial, whose shares would not fit", async () => {
    const given = await granted();
    assert.equal(await verdictOf(dealFor(given.made)), "ready");
    assert.equal(await verdictOf(dealFor(await dealForGrant(given.input))), "ready");
    const other = await dealForGrant(onOtherPolynomials(given.input));
    assert.equal(await verdictOf(dealFor(other)), "DEAL_EXISTS");
  });

  it("for keys of a later epoch of the same grant, but not of another coverage", async () => {
    const { patient, record, reader } = cast;
    const given = await grantTo(network, patient, record, reader, { kind: "category" });
    assert.equal(await verdictOf(dealFor(given.made)), "ready");
    const later = { kind: "category", code: cast.record.category, epoch: 1 } as const;
    const further = await dealForGrant({ ...given.input, keys: [later] });
    assert.equal(await verdictOf(dealFor(further)), "ready");
    const wider = {
      ...given.input,
      keys: [{ ...later, epoch: 2 }],
      coverage: { ...given.input.coverage, scope: newId() },
    };
    assert.equal(await verdictOf(dealFor(await dealForGrant(wider))), "DEAL_EXISTS");
  });

  it("passed on by an oracle that the grantor can log in to", async () => {
    const given = await granted();
    const client = await clientAt(network, "hospital", cast.patient.home);
    const status = await client.deals.post(dealFor(given.made));
    assert.equal(status.organization, ORG.trust);
    assert.equal(await verdictOf(dealFor(given.made)), "ready");
  });

  it("for the emergency key, which stands and opens nothing", async () => {
    const given = await granted();
    const { home, grantor, signer, master, granteeY, keys, threshold, proxies, coverage } = given.input;
    const link = { link: given.input.link, peerDenials: given.input.peerDenials };
    const input = { home, grantor, signer, master, granteeY, keys, threshold, proxies, coverage, ...link };
    const { grantId } = (await dealForEmergency(input)).deals[0] ?? assert.fail();
    const relinked = await linkPseudonyms(
      cast.patient.home.pseudonym,
      cast.patient.record.pseudonym,
      grantId,
    );
    const made = await dealForEmergency({ ...input, link: relinked });
    assert.equal(await verdictOf(dealFor(made)), "standing");
  });
});

describe("a proxy refuses a deal", () => {
  const changes: readonly [
    string,
    (input: GrantDealInput) => GrantDealInput | Promise<GrantDealInput>,
    string,
  ][] = [
    [
      "signed by somebody who does not act for the grantor",
      (input) => ({ ...input, signer: privateKeyToAccount(generatePrivateKey()) }),
      "DEAL_NOT_BY_GRANTOR",
    ],
    [
      "for a grantor on whose behalf the signer does not act",
      (input) => ({ ...input, grantor: cast.reader.personId }),
      "PERSON_LINK_MISMATCH",
    ],
    [
      "of another registry than the chain has",
      (input) => ({ ...input, coverage: { ...input.coverage, registryId: newId() } }),
      "DEAL_MISMATCH registryId",
    ],
    [
      "at home in another contract than the chain has",
      (input) => ({ ...input, home: { ...input.home, consentRegistry: `0x${"11".repeat(20)}` } }),
      "DEAL_MISMATCH consentRegistry",
    ],
    [
      "without the denials of the record's chain",
      (input) => ({ ...input, peerDenials: null }),
      "DEAL_MISMATCH peerDenials",
    ],
    ["without a link of the two pseudonyms", (input) => ({ ...input, link: null }), "DEAL_MISMATCH link"],
    [
      "with a link for another grant",
      async (input) => ({
        ...input,
        link: await linkPseudonyms(cast.patient.home.pseudonym, cast.patient.record.pseudonym, newId()),
      }),
      "SIGNATURE_INVALID",
    ],
    [
      "with a link whose one side a stranger signed",
      async (input) => {
        const forged = {
          ...cast.patient.record.pseudonym,
          signer: privateKeyToAccount(generatePrivateKey()),
        };
        return { ...input, link: await linkPseudonyms(cast.patient.home.pseudonym, forged, input.grantId) };
      },
      "PERSON_LINK_NOT_CONTROLLED record",
    ],
    [
      "with another threshold than the network's",
      (input) => ({ ...input, threshold: 3 }),
      "DEAL_MISMATCH threshold",
    ],
    [
      "of a category's key for a single record",
      (input) => ({ ...input, keys: [{ kind: "category", code: "laboratory", epoch: 0 }] }),
      "DEAL_MISMATCH keys",
    ],
  ];
  for (const [what, change, expected] of changes) {
    it(what, async () => {
      const given = await granted();
      const made = await dealForGrant(await change(given.input));
      const client = await clientAt(network, "trust", cast.patient.home);
      const error = await errorOf(client.deals.post(dealFor(made)));
      const [code, member] = expected.split(" ");
      assert.equal(error.code, code);
      if (member !== undefined) assert.equal(error.facts["member"] ?? error.facts["side"], member);
    });
  }

  it("in which another person's pseudonym is claimed, properly signed by both", async () => {
    const stranger = await enrollPatient(network);
    const given = await granted(async (input) => ({
      ...input,
      coverage: { ...input.coverage, patient: stranger.record.personId },
      link: await linkPseudonyms(
        cast.patient.home.pseudonym,
        // The thief signs as the stranger with keys of his own.
        { ...stranger.record.pseudonym, signer: cast.patient.record.signer },
        input.grantId,
      ),
    }));
    assert.equal(await verdictOf(dealFor(given.made)), "PERSON_LINK_NOT_CONTROLLED");
  });

  it("that is sealed to another proxy", async () => {
    const given = await granted();
    const stolen = { ...dealFor(given.made, ORG.authority), organization: ORG.trust };
    assert.equal(await verdictOf(stolen), "SEALED_MESSAGE_NOT_FOR_KEY");
  });

  it("with the share of another proxy in it", async () => {
    const given = await granted(({ proxies, ...input }) => {
      const trust = proxies.find(({ organization }) => organization === ORG.trust);
      const swapped = proxies.map((proxy) =>
        proxy.organization === ORG.authority ? { ...proxy, recipient: trust?.recipient ?? "" } : proxy,
      );
      return { ...input, proxies: swapped };
    });
    const others = { ...dealFor(given.made, ORG.authority), organization: ORG.trust };
    const client = await clientAt(network, "trust", cast.patient.home);
    const error = await errorOf(client.deals.post(others));
    assert.deepEqual([error.code, error.facts["member"]], ["DEAL_MISMATCH", "organization"]);
  });

  it("whose share is for another key than the one named, or lies on another polynomial", async () => {
    const given = await granted();
    const others = await dealForGrant({ ...given.input, granteeY: await someY() });
    const again = await dealForGrant(onOtherPolynomials(given.input));
    for (const source of [others, again]) {
      const { keys } = await openAsTrust(dealFor(source));
      const share = keys[0]?.share ?? assert.fail();
      const forged = await rewritten(given, (deal) => ({
        ...deal,
        keys: deal.keys.map((key) => ({ ...key, share })),
      }));
      assert.equal(await verdictOf(forged), "SHARE_INVALID");
    }
  });

  it("whose commitments are not those of the key named", async () => {
    const given = await granted();
    const { keys } = await openAsTrust(dealFor(await dealForGrant(onOtherPolynomials(given.input))));
    const forged = await rewritten(given, (deal) => ({
      ...deal,
      keys: deal.keys.map((key) => ({ ...key, commitments: [...(keys[0]?.commitments ?? [])] })),
    }));
    assert.equal(await verdictOf(forged), "SHARE_INVALID");
  });

  it("under a grant that was revoked before", async () => {
    const given = await granted();
    await revoke(network, cast.patient, given);
    assert.equal(await verdictOf(dealFor(given.made)), "GRANT_REVOKED");
  });

  it("that was changed on the way", async () => {
    const given = await granted();
    const deal = dealFor(given.made);
    assert.equal(await verdictOf({ ...deal, dealHash: newId() }), "DEAL_MISMATCH");
    assert.equal(await verdictOf({ ...deal, grantId: newId() }), "DEAL_MISMATCH");
    const { signature } = dealFor((await granted()).made);
    assert.equal(await verdictOf({ ...deal, signature }), "SIGNATURE_INVALID");
    const { path } = dealFor((await granted()).made);
    assert.equal(await verdictOf({ ...deal, path }), "SIGNATURE_INVALID");
    assert.equal(await verdictOf({ ...deal, linkPath: deal.path }), "SIGNATURE_INVALID");
    const long = Array.from({ length: 7 }, newId);
    assert.equal(await verdictOf({ ...deal, path: long }), "REQUEST_MALFORMED");
  });

  it("for an organisation that runs no proxy here", async () => {
    const deal = { ...dealFor((await granted()).made), organization: newId() };
    assert.equal(await verdictOf(deal), "PROXY_NOT_FOUND");
  });
});

async function someY(): Promise<`0x${string}`> {
  return toHex(derivePublicY(receiveScalar(MasterKey.generate(), 0)));
}

async function openAsTrust({ sealed }: SealedDeal): Promise<Deal> {
  const path = join(network.written.folder, NAMES.trust, "sealing");
  const identity = (await readFile(path, "utf8")).trim();
  return (await openMessage({ schema: dealSchema, sealed, identity })).value;
}

/** The trust's deal with something else in it, signed and sealed by the grantor as if it were right. */
async function rewritten(given: Granted, change: (deal: Deal) => Deal): Promise<SealedDeal> {
  const original = dealFor(given.made);
  const stored: StoredJson<Deal> = storeJson(dealSchema, change(await openAsTrust(original)));
  const { signer } = given.input;
  const { sealingRecipient } =
    network.description.organizations.find(({ orgId }) => orgId === ORG.trust) ?? assert.fail();
  return await signedAgain(original, { stored, signer, recipient: sealingRecipient ?? "" });
}

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { toHex } from "../codec/index.ts";
import { derivePublicY, initCrypto } from "../crypto/index.ts";
import { addressOf, orgIdOf, requireSignature, typed } from "../eip712/index.ts";
import {
  categoryTag,
  denyTag,
  MasterKey,
  receiveScalar,
  SCOPE,
  sealingKey,
  SUBJECT,
  tagKey,
  ZERO32,
} from "../keys/index.ts";
import { newId } from "../record/index.ts";
import { withCode } from "../testing/errors.ts";
import {
  buildGrant,
  consentDomain,
  grantsBeyondDenial,
  openAccessRequest,
  prepareAccessRequest,
  signDenial,
  signMandate,
  signMandateRevocation,
  signRevocation,
  type ConsentHome,
  type GrantInput,
} from "./index.ts";

await initCrypto();
const master = MasterKey.generate();
const signer = privateKeyToAccount(generatePrivateKey());
const home: ConsentHome = { chainId: 7100, consentRegistry: `0x${"c0".repeat(20)}` };
const key = tagKey(master, home.chainId);
const platform = orgIdOf("platform.example");
const hospital = orgIdOf("hospital.example");
const doctor = newId();
const y = toHex(derivePublicY(receiveScalar(MasterKey.generate(), 0)));
const from = 1_795_204_800; // 2026-11-20T20:00:00Z

function input(): GrantInput {
  return {
    home,
    grantor: newId(),
    signer,
    tagKey: key,
    grantee: { kind: SUBJECT.person, id: doctor, organization: platform, y },
    scope: { kind: SCOPE.category, categoryTag: categoryTag(key, "laboratory") },
    actions: ["read"],
    notBefore: from,
    notAfter: from + 7 * 86_400,
    maxUses: 3,
    purpose: "Second opinion on my kidney values",
    words: { grantee: "Dr. Li Wei (Internet Hospital)", scope: "Laboratory", timeZone: "UTC" },
    language: "en",
  };
}

describe("statements", () => {
  const speaker = { home, personId: newId(), signer };
  const account = addressOf(signer);

  it("are signed in the home's domain by the person's controller", async () => {
    const revocation = await signRevocation(speaker, newId());
    await requireSignature({
      data: typed("Revocation", consentDomain(home), revocation.message),
      signer: account,
      signature: revocation.signature,
    });
    const pairs = [
      { subjectKind: SUBJECT.person, subject: doctor, scopeKind: SCOPE.everything, scope: ZERO32 },
    ] as const;
    const denial = await signDenial(speaker, { tagKey: key, pairs, denied: true, deadline: from });
    assert.deepEqual(
      denial.message.tags,
      pairs.map((pair) => denyTag(key, pair)),
    );
    await requireSignature({
      data: typed("Denial", consentDomain(home), denial.message),
      signer: account,
      signature: denial.signature,
    });
    const mandate = await signMandate(speaker, {
      treatmentId: newId(),
      institution: hospital,
      notBefore: from,
      notAfter: from + 1,
    });
    await requireSignature({
      data: typed("Mandate", consentDomain(home), mandate.message),
      signer: account,
      signature: mandate.signature,
    });
    const end = await signMandateRevocation(speaker, mandate.mandateId);
    assert.equal(end.message.mandateId, mandate.mandateId);
    await requireSignature({
      data: typed("MandateRevocation", consentDomain(home), end.message),
      signer: account,
      signature: end.signature,
    });
  });

  it("of two denials never share a nonce", async () => {
    const options = {
      tagKey: key,
      pairs: [{ subjectKind: SUBJECT.anyone, subject: ZERO32, scopeKind: SCOPE.record, scope: newId() }],
      denied: true,
      deadline: from,
    } as const;
    assert.notEqual(
      (await signDenial(speaker, options)).message.nonce,
      (await signDenial(speaker, options)).message.nonce,
    );
  });

  it("refuse nothing denied, no treatment and an empty span", async () => {
    await assert.rejects(
      signDenial(speaker, { tagKey: key, pairs: [], denied: true, deadline: from }),
      withCode("DENIAL_INVALID"),
    );
    const span = { institution: hospital, notBefore: from, notAfter: from + 1 };
    await assert.rejects(signMandate(speaker, { ...span, treatmentId: ZERO32 }), withCode("MANDATE_INVALID"));
    await assert.rejects(
      signMandate(speaker, { ...span, treatmentId: newId(), notAfter: from }),
      withCode("MANDATE_INVALID"),
    );
  });
});

describe("grantsBeyondDenial", () => {
  const recordId = newId();
  const laboratory = categoryTag(key, "laboratory");
  const own = (scope: GrantInput["scope"]) => ({
    grant: buildGrant({ ...input(), scope }),
    granteeOrganization: platform,
  });
  const wide = own({ kind: SCOPE.everything });
  const category = own({ kind: SCOPE.category, categoryTag: laboratory });
  const single = own({ kind: SCOPE.record, recordId, categoryTag: laboratory });
  const grants = [wide, category, single];
  const pair = {
    subjectKind: SUBJECT.person,
    subject: doctor,
    scopeKind: SCOPE.record,
    scope: recordId,
  } as const;

  it("names the wider grants that a denial of one record does not reach", () => {
    assert.deepEqual(grantsBeyondDenial({ tagKey: key, pair, grants, categoryTag: laboratory }), [
      wide,
      category,
    ]);
    assert.deepEqual(
      grantsBeyondDenial({ tagKey: key, pair, grants, categoryTag: categoryTag(key, "imaging") }),
      [wide],
    );
  });
  it("names none that the tags defeat, or that are about somebody else", () => {
    assert.deepEqual(
      grantsBeyondDenial({
        tagKey: key,
        pair: { ...pair, scopeKind: SCOPE.everything, scope: ZERO32 },
        grants,
      }),
      [],
    );
    assert.deepEqual(grantsBeyondDenial({ tagKey: key, pair: { ...pair, subject: newId() }, grants }), []);
    assert.deepEqual(
      grantsBeyondDenial({
        tagKey: key,
        pair: {
          ...pair,
          subjectKind: SUBJECT.organization,
          subject: platform,
          scopeKind: SCOPE.category,
          scope: laboratory,
        },
        grants,
      }),
      [wide],
    );
  });
});

describe("access requests", () => {
  const query = {
    name: "Dr. Li Wei",
    reason: "Second opinion",
    scopeKind: 2,
    category: "laboratory",
    actions: 1,
    notAfter: from,
    maxUses: 1,
  };

  it("reach the patient and fit what the chain says", async () => {
    const { identity, recipient } = await sealingKey(master, 0);
    const requester = { home, personId: doctor, signer };
    const prepared = await prepareAccessRequest(requester, {
      patient: newId(),
      query,
      recipient,
      deadline: from,
    });
    const { requestHash } = prepared.message;
    const opened = await openAccessRequest({
      sealed: prepared.sealed,
      identity,
      requester: doctor,
      requestHash,
    });
    assert.equal(opened.reason, query.reason);
    for (const wrong of [
      { requester: newId(), requestHash },
      { requester: doctor, requestHash: newId() },
    ]) {
      await assert.rejects(
        openAccessRequest({ sealed: prepared.sealed, identity, ...wrong }),
        withCode("ACCESS_REQUEST_MISMATCH"),
      );
    }
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Wallet } from "ethers";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { Hex } from "../codec/index.ts";
import {
  addressOf,
  credentialHash,
  fromEthersSigner,
  orgIdOf,
  requireSignature,
  typed,
  type MessageOf,
  type StructName,
} from "../eip712/index.ts";
import { newId } from "../record/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import {
  acceptControl,
  acceptCredential,
  approveRecovery,
  enrollmentRequestSchema,
  identityDomain,
  issueCredential,
  issuedCredentialSchema,
  newPersonId,
  PERSON_STATUS,
  ROLE,
  signControllerChange,
  signKeyManifestChange,
  signNonceInvalidation,
  signRecovery,
  signRecoveryCancel,
  signStatusChange,
} from "./index.ts";

const at = { chainId: 7101, identityRegistry: `0x${"0a".repeat(20)}` as const };
const zero: Hex = `0x${"00".repeat(32)}`;
const person = privateKeyToAccount(generatePrivateKey());
const issuer = privateKeyToAccount(generatePrivateKey());

function request() {
  return enrollmentRequestSchema.parse({
    format: "medlattice/enrollment-request/v1",
    chainId: at.chainId,
    personId: newPersonId(),
    controller: addressOf(person),
    keyManifestRoot: newId(),
  });
}

function issue(asked = request(), changes: Partial<Parameters<typeof issueCredential>[0]> = {}) {
  return issueCredential({
    at,
    request: asked,
    role: ROLE.patient,
    organization: orgIdOf("hospital.example"),
    nullifier: newId(),
    notBefore: 1,
    notAfter: 2,
    issuer: zero,
    signer: issuer,
    ...changes,
  });
}

async function holds<Name extends StructName>(
  name: Name,
  signed: { message: MessageOf<Name>; signature: Hex },
  signer: { address: Hex },
) {
  await requireSignature({
    data: typed(name, identityDomain(at), signed.message),
    signer: addressOf(signer),
    signature: signed.signature,
  });
}

describe("enrolment", () => {
  it("needs the issuer's credential and the person's acceptance of just that (F1, M7)", async () => {
    const asked = request();
    const issued = issuedCredentialSchema.parse(JSON.parse(JSON.stringify(await issue(asked))));
    const enrollment = await acceptCredential({ at, issued, request: asked, signer: person });
    await holds(
      "Credential",
      { message: enrollment.credential, signature: enrollment.issuerSignature },
      issuer,
    );
    const message = {
      personId: asked.personId,
      controller: asked.controller,
      credentialHash: credentialHash(issued.credential),
    };
    await holds("Enrollment", { message, signature: enrollment.controllerSignature }, person);
  });

  it("is not accepted for another person, wallet or key root, nor with a forged signature", async () => {
    const asked = request();
    const issued = await issue(asked);
    for (const member of ["personId", "keyManifestRoot"] as const) {
      const changed = { ...issued, credential: { ...issued.credential, [member]: newId() } };
      await assert.rejects(
        acceptCredential({ at, issued: changed, request: asked, signer: person }),
        withCode("CREDENTIAL_MISMATCH", { member }),
      );
    }
    await assert.rejects(
      acceptCredential({ at, issued, request: asked, signer: issuer }),
      withCode("CREDENTIAL_MISMATCH", { member: "controller" }),
    );
    const promoted = { ...issued, credential: { ...issued.credential, role: ROLE.doctor } };
    await assert.rejects(
      acceptCredential({ at, issued: promoted, request: asked, signer: person }),
      withCode("SIGNATURE_INVALID", { struct: "Credential" }),
    );
    const elsewhere = { ...at, chainId: 7102 };
    await assert.rejects(
      acceptCredential({ at: elsewhere, issued, request: asked, signer: person }),
      withCode("SIGNATURE_INVALID"),
    );
  });

  it("is not issued for another chain, an empty span, no nullifier, or an id that looks like an address", async () => {
    const asked = request();
    const invalid = (field: string) => withCode("CREDENTIAL_INVALID", { field });
    await assert.rejects(issue({ ...asked, chainId: 7100 }), invalid("chainId"));
    await assert.rejects(issue(asked, { notAfter: 0 }), invalid("notAfter"));
    await assert.rejects(issue(asked, { nullifier: zero }), invalid("nullifier"));
    await assert.rejects(
      issue({ ...asked, personId: `0x${"00".repeat(12)}${"11".repeat(20)}` }),
      invalid("personId"),
    );
  });
});

describe("control", () => {
  const holder = { at, personId: newPersonId(), signer: person };

  it("of a person is changed by a controller and accepted by the new one, by viem and ethers alike", async () => {
    const wallet = await fromEthersSigner(Wallet.createRandom());
    const change = await signControllerChange(holder, {
      controller: wallet.address,
      added: true,
      deadline: 9,
    });
    await holds("ControllerChange", change, person);
    const acceptance = await acceptControl(
      at,
      { personId: holder.personId, nonce: change.message.nonce },
      wallet,
    );
    await holds("ControllerAcceptance", acceptance, wallet);
    await holds(
      "KeyManifestChange",
      await signKeyManifestChange(holder, { keyManifestRoot: newId(), deadline: 9 }),
      person,
    );
    await holds(
      "NonceInvalidation",
      await signNonceInvalidation(
        { ...holder, domain: identityDomain(at) },
        {
          word: change.message.nonce >> 8n,
          mask: 1n << (change.message.nonce & 255n),
          deadline: 9,
        },
      ),
      person,
    );
  });

  it("of a lost person is recovered by issuer and authority together, and the person can stop it", async () => {
    const authority = privateKeyToAccount(generatePrivateKey());
    const recovery = await signRecovery(
      { at, issuer: zero, signer: issuer },
      { personId: holder.personId, newController: addressOf(authority), deadline: 9 },
    );
    await holds("Recovery", recovery, issuer);
    const approval = await approveRecovery(at, recovery.message, authority);
    await holds("RecoveryApproval", approval, authority);
    assert.equal(approval.message.nonce, recovery.message.nonce);
    await holds("RecoveryCancel", await signRecoveryCancel(holder, 9), person);
  });
});

describe("status", () => {
  it("changes with a reason that stays with the issuer", async () => {
    const side = { at, issuer: zero, signer: issuer };
    const options = {
      personId: newPersonId(),
      status: PERSON_STATUS.suspended,
      reason: "CANARY-reason",
      deadline: 9,
    };
    const [a, b] = [await signStatusChange(side, options), await signStatusChange(side, options)];
    await holds("StatusChange", a, issuer);
    assert.notEqual(a.message.reason, b.message.reason);
    assert.notEqual(a.message.nonce, b.message.nonce);
  });
});

describe("errors of identity", () => {
  it("hold no pseudonym", async () => {
    const asked = request();
    const error = await issue({ ...asked, chainId: 7100 }).catch((reason: unknown) => reason);
    assert.equal(visibleTextOf(error).includes(asked.personId.slice(2)), false);
  });
});

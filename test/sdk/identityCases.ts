import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { signDenial } from "@medlattice/sdk/consent";
import { addressOf, contractDomain } from "@medlattice/sdk/eip712";
import {
  acceptControl,
  approveRecovery,
  PERSON_STATUS,
  ROLE,
  signControllerChange,
  signKeyManifestChange,
  signNonceInvalidation,
  signRecovery,
  signRecoveryCancel,
  signStatusChange,
} from "@medlattice/sdk/identity";
import { SCOPE, SUBJECT } from "@medlattice/sdk/keys";
import { newId } from "@medlattice/sdk/record";
import { authorityAccount, issuerAccount } from "../oracle/fixture/chain.ts";

import { CHAIN_ID, hospital, at, home, later, zero, relay, read, refusal, enroll } from "./chainFixture.ts";

export function identityCases(): void {
  describe("identity on chain", () => {
    it("changes controllers and keys, and withdraws messages not yet sent", async () => {
      const person = await enroll(ROLE.patient);
      const wallet = privateKeyToAccount(generatePrivateKey());
      const change = await signControllerChange(person.holder, {
        controller: addressOf(wallet),
        added: true,
        deadline: later,
      });
      const acceptance = await acceptControl(
        at,
        { personId: person.personId, nonce: change.message.nonce },
        wallet,
      );
      await relay("IdentityRegistry", "changeController", [
        change.message,
        change.signature,
        acceptance.signature,
      ]);
      assert.equal(await read("IdentityRegistry", "isController", [person.personId, wallet.address]), true);
      const keys = await signKeyManifestChange(
        { ...person.holder, signer: wallet },
        { keyManifestRoot: newId(), deadline: later },
      );
      await relay("IdentityRegistry", "changeKeyManifest", [keys.message, keys.signature]);
      assert.equal(
        await read("IdentityRegistry", "keyManifestRootOf", [person.personId]),
        keys.message.keyManifestRoot,
      );

      const speaker = { home, personId: person.personId, signer: wallet };
      const pairs = [
        { subjectKind: SUBJECT.anyone, subject: zero, scopeKind: SCOPE.record, scope: newId() },
      ] as const;
      const denial = await signDenial(speaker, {
        tagKey: new Uint8Array(32),
        pairs,
        denied: true,
        deadline: later,
      });
      const { nonce } = denial.message;
      const mask = { word: nonce >> 8n, mask: 1n << (nonce & 255n), deadline: later };
      const domain = contractDomain({
        contract: "ConsentRegistry",
        chainId: CHAIN_ID,
        address: home.consentRegistry,
      });
      const withdrawn = await signNonceInvalidation(
        { domain, personId: person.personId, signer: wallet },
        mask,
      );
      await relay("ConsentRegistry", "invalidateNonces", [withdrawn.message, withdrawn.signature]);
      assert.equal(
        await refusal(relay("ConsentRegistry", "deny", [denial.message, denial.signature])),
        "SignedActionsUsedNonce",
      );
    });

    it("suspends, reinstates and recovers with the issuer's and the authority's signatures", async () => {
      const person = await enroll(ROLE.doctor);
      const issuing = { at, issuer: zero, signer: issuerAccount(hospital) };
      for (const status of [PERSON_STATUS.suspended, PERSON_STATUS.active]) {
        const change = await signStatusChange(issuing, {
          personId: person.personId,
          status,
          reason: "check",
          deadline: later,
        });
        await relay("IdentityRegistry", "changeStatus", [change.message, change.signature]);
        assert.equal(
          await read("IdentityRegistry", "isActive", [person.personId]),
          status === PERSON_STATUS.active,
        );
      }
      const wallet = privateKeyToAccount(generatePrivateKey());
      const recovery = await signRecovery(issuing, {
        personId: person.personId,
        newController: addressOf(wallet),
        deadline: later,
      });
      const approval = await approveRecovery(at, recovery.message, authorityAccount);
      await relay("IdentityRegistry", "startRecovery", [
        recovery.message,
        recovery.signature,
        approval.signature,
      ]);
      const cancel = await signRecoveryCancel(person.holder, later);
      await relay("IdentityRegistry", "cancelRecovery", [cancel.message, cancel.signature]);
    });
  });
}

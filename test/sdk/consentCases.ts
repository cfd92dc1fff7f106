import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Abi, encodeFunctionData } from "viem";
import { ABIS } from "@medlattice/sdk/abi";
import { toHex, type Hex } from "@medlattice/sdk/codec";
import {
  buildGrant,
  discloseGrant,
  prepareAccessRequest,
  signDenial,
  signGrant,
  signRevocation,
} from "@medlattice/sdk/consent";
import { derivePublicY } from "@medlattice/sdk/crypto";
import { termsHash } from "@medlattice/sdk/eip712";
import { receiveScalar, SCOPE, SUBJECT, tagKey } from "@medlattice/sdk/keys";
import { newId } from "@medlattice/sdk/record";
import { batchReceipts, prepareOpen, signReceipt } from "@medlattice/sdk/usage";
import { oracleAccount } from "../oracle/fixture/chain.ts";

import {
  CHAIN_ID,
  hospital,
  chain,
  contracts,
  reader,
  relayer,
  home,
  registry,
  now,
  later,
  zero,
  lower,
  relay,
  read,
  refusal,
} from "./chainFixture.ts";
import { patient, colleague, confirmed } from "./recordFixture.ts";

export function consentCases(): void {
  describe("consent on chain", () => {
    const speaker = { home, personId: patient.personId, signer: patient.signer };
    const VERDICT = { permitted: 0, withdrawn: 3, denied: 9 };

    async function granted(recordId: Hex, categoryTag: Hex) {
      const y = toHex(derivePublicY(receiveScalar(colleague.master, 0)));
      const grant = buildGrant({
        home,
        grantor: patient.personId,
        signer: patient.signer,
        tagKey: tagKey(patient.master, CHAIN_ID),
        grantee: { kind: SUBJECT.person, id: colleague.personId, organization: hospital, y },
        scope: { kind: SCOPE.record, recordId, categoryTag },
        actions: ["read"],
        notBefore: now - 10,
        notAfter: later,
        maxUses: 2,
        purpose: "Second opinion",
        words: { grantee: "Dr. Li", scope: "Laboratory", timeZone: "UTC" },
        language: "en",
      });
      const signed = await signGrant(home, grant, patient.signer);
      const disclosure = discloseGrant(grant);
      await relay("ConsentRegistry", "registerGrant", [
        disclosure.header,
        termsHash(grant.terms),
        signed.signature,
      ]);
      return { ...signed, disclosure };
    }

    it("registers, uses, denies and withdraws a grant by signatures alone (M11, F6)", async () => {
      const { evidence, record } = await confirmed();
      const { state } = evidence;
      const grant = await granted(record.recordId, state.categoryTag);
      assert.equal(
        await read("ConsentRegistry", "grantIdOf", [grant.disclosure.header, termsHash(grant.grant.terms)]),
        grant.grantId,
      );
      const verdict = () =>
        read("ConsentRegistry", "checkPermission", [
          grant.disclosure,
          colleague.personId,
          record.recordId,
          state.categoryTag,
          1,
        ]);
      assert.equal(await verdict(), VERDICT.permitted);

      const ledger = { chainId: CHAIN_ID, usageLedger: lower(contracts.UsageLedger) };
      const opened = await prepareOpen({
        ledger,
        grantId: grant.grantId,
        reader: colleague.personId,
        signer: colleague.signer,
        recordId: record.recordId,
        version: 0,
        reason: "Second opinion",
        deadline: later,
      });
      await relay("UsageLedger", "open", [opened.message, grant.disclosure, state, opened.signature]);
      assert.equal(await read("UsageLedger", "accessIdOf", [opened.message]), opened.accessId);
      const access = (await read("UsageLedger", "accessOf", [opened.accessId])) as { openedAt: number };
      assert.notEqual(access.openedAt, 0);
      assert.equal(
        await refusal(
          relay("UsageLedger", "open", [opened.message, grant.disclosure, state, opened.signature]),
        ),
        "UsageLedgerAccessExists",
      );

      const pairs = [
        {
          subjectKind: SUBJECT.organization,
          subject: hospital,
          scopeKind: SCOPE.category,
          scope: state.categoryTag,
        },
      ] as const;
      const denial = { tagKey: tagKey(patient.master, CHAIN_ID), pairs, deadline: later };
      const deny = await signDenial(speaker, { ...denial, denied: true });
      await relay("ConsentRegistry", "deny", [deny.message, deny.signature]);
      assert.equal(await verdict(), VERDICT.denied);
      const lift = await signDenial(speaker, { ...denial, denied: false });
      await relay("ConsentRegistry", "deny", [lift.message, lift.signature]);
      assert.equal(await verdict(), VERDICT.permitted);
      assert.equal(
        await refusal(relay("ConsentRegistry", "deny", [deny.message, deny.signature])),
        "SignedActionsUsedNonce",
      );

      const revocation = await signRevocation(speaker, grant.grantId);
      await relay("ConsentRegistry", "revoke", [revocation.message, revocation.signature]);
      assert.equal(await verdict(), VERDICT.withdrawn);

      const receipt = await signReceipt(
        ledger,
        { accessId: opened.accessId, organization: hospital, outcome: 1, time: now },
        oracleAccount(hospital),
      );
      const { batch, head } = batchReceipts([receipt], zero);
      await chain.send(
        oracleAccount(hospital),
        contracts.UsageLedger,
        encodeFunctionData({ abi: ABIS.UsageLedger, functionName: "postReceipts", args: [batch, "0x"] }),
      );
      assert.equal(await read("UsageLedger", "receiptHeadOf", [hospital]), head);
    });

    it("puts a request before a patient", async () => {
      const query = {
        name: "Dr. Li",
        reason: "Second opinion",
        scopeKind: 2,
        category: "laboratory",
        actions: 1,
        notAfter: later,
        maxUses: 1,
      };
      const asking = { home, personId: colleague.personId, signer: colleague.signer };
      const asked = await prepareAccessRequest(asking, {
        patient: patient.personId,
        query,
        recipient: patient.sealing.recipient,
        deadline: later,
      });
      const abi: Abi = ABIS.ConsentRegistry;
      const args = [asked.message, asked.signature];
      const { result } = await reader.simulateContract({
        account: relayer,
        address: contracts.ConsentRegistry,
        abi,
        functionName: "requestAccess",
        args,
      });
      assert.equal(result, asked.requestId);
      await relay("ConsentRegistry", "requestAccess", args);
    });

    it("refuses a statement signed for another chain or contract", async () => {
      const elsewhere = { ...speaker, home: { ...home, chainId: CHAIN_ID + 1 } };
      const foreign = await signRevocation(elsewhere, newId());
      assert.equal(
        await refusal(relay("ConsentRegistry", "revoke", [foreign.message, foreign.signature])),
        "SignedActionsInvalidSignature",
      );
      const other = await signRevocation(
        { ...speaker, home: { ...home, consentRegistry: registry.address } },
        newId(),
      );
      assert.equal(
        await refusal(relay("ConsentRegistry", "revoke", [other.message, other.signature])),
        "SignedActionsInvalidSignature",
      );
    });
  });
}

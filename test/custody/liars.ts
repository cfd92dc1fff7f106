import assert from "node:assert/strict";
import type { OracleClient } from "@medlattice/sdk/client";
import { storeJson } from "@medlattice/sdk/codec";
import {
  BN254_ORDER,
  commitNonces,
  createCustodyContribution,
  custodyPolynomial,
  randomScalar,
} from "@medlattice/sdk/crypto";
import {
  CONTRIBUTION_STATEMENT,
  contributionSchema,
  decisionSchema,
  decisionStatement,
  indexOfOfficer,
  parseCeremony,
  sessionOf,
  shareSchema,
  signCustodyDocument,
} from "@medlattice/sdk/custody";
import { sealDocument } from "@medlattice/sdk/envelope";
import { readSealingLeaf } from "@medlattice/sdk/keys";
import { type CustodyOfficer, heldShare, reviewCustodyRequest } from "@medlattice/sdk/person";
import { newId } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import { orgIdOfKey } from "../visibility/fixture.ts";

const oracleOf = ({ person, chainId }: CustodyOfficer): Promise<OracleClient> =>
  person.oracle(orgIdOfKey("hospital"), chainId);

function selfOf({ person, chainId }: CustodyOfficer) {
  const found = person.network.chains.find((chain) => chain.chainId === chainId)?.contracts?.identityRegistry;
  assert.ok(found);
  return { at: { chainId, identityRegistry: found }, ...person.pseudonymOn(chainId) };
}

/** An officer of a client of its own: deals every other officer one more than the share that fits. @returns its index */
export async function dealFalsely(officer: CustodyOfficer, id: Hex): Promise<number> {
  const oracle = await oracleOf(officer);
  const { at, personId, signer } = selfOf(officer);
  const ceremony = parseCeremony((await oracle.custody.ceremony(id)).document);
  const session = sessionOf(ceremony);
  const index = indexOfOfficer(ceremony.value, personId);
  const polynomial = custodyPolynomial(session);
  const { contribution, shares } = createCustodyContribution({ session, index, polynomial });
  const sent = [];
  for (const { from, to, share } of shares) {
    const recipient = ceremony.value.officers[to - 1];
    if (to === index || recipient === undefined) continue;
    const stored = storeJson(shareSchema, {
      format: "medlattice/custody-share/v1",
      ceremony: id,
      from,
      to,
      share: word((share + 1n) % BN254_ORDER),
      salt: newId(),
    });
    const { leaf } = await oracle.keys.of(recipient, "sealing");
    const sealed = await sealDocument(stored, [readSealingLeaf(leaf)]);
    await oracle.mailbox.send(recipient, { messageId: newId(), kind: "custody-share", sealed });
    sent.push({ to, hash: stored.hash });
  }
  const signed = await signCustodyDocument({
    at,
    statement: CONTRIBUTION_STATEMENT,
    schema: contributionSchema,
    document: {
      format: "medlattice/custody-contribution/v1",
      ceremony: id,
      officer: personId,
      index,
      commitments: [...contribution.commitments],
      proof: { c: word(contribution.proof.c), z: word(contribution.proof.z) },
      shares: sent,
    },
    signer,
  });
  await oracle.custody.contribute(id, signed);
  return index;
}

/** An officer of a client of its own: approves, commits, and answers with any number. */
export async function signFalsely(officer: CustodyOfficer, requestId: Hex): Promise<void> {
  const { request, entry } = await reviewCustodyRequest(officer, requestId);
  const oracle = await oracleOf(officer);
  const { at, personId, signer } = selfOf(officer);
  const signed = await signCustodyDocument({
    at,
    statement: decisionStatement(request, true),
    schema: decisionSchema,
    document: {
      format: "medlattice/custody-decision/v1",
      request: requestId,
      officer: personId,
      approves: true,
    },
    signer,
  });
  await oracle.custody.decide(requestId, signed);
  const { share } = await heldShare(officer, entry.ceremony);
  const { hiding, binding } = commitNonces(share).commitment;
  const { attempts } = await oracle.custody.commit(requestId, { hiding, binding });
  const [attempt] = attempts;
  assert.ok(attempt);
  await oracle.custody.sign(requestId, attempt.number, word(randomScalar(undefined, BN254_ORDER)));
}

function word(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, "0")}`;
}

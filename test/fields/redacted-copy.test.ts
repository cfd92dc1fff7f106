import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { people } from "@medlattice/network/people";
import type { CorrectionEntry, StateAttestation } from "@medlattice/sdk/client";
import { UnavailableError } from "@medlattice/sdk/errors";
import { fieldKey, hidingChoices, readableContent } from "@medlattice/sdk/fields";
import { consortiumOf } from "@medlattice/sdk/network";
import {
  confirmRecord,
  givenRedacted,
  ownFields,
  permitCorrection,
  type Person,
  prepareCorrection,
  prepareErasure,
  receivedRedacted,
  type ReceivedRedacted,
  reviewCorrection,
  reviewRecord,
  shareRedacted,
  verifyRedacted,
  writeRecord,
} from "@medlattice/sdk/person";
import { CORRECTION_KIND, CORRECTION_REASON } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import { arrangeVisit } from "../../scripts/start/arrangeVisit.ts";
import { aBundle } from "../../sdk/src/fields/testing/fixtures.ts";
import { withCode } from "../../sdk/src/testing/errors.ts";
import { chainIdOf, orgIdOfKey, type Running, start } from "../visibility/fixture.ts";

const HIDE = ["psychiatric-diagnoses", "address-and-contacts"] as const;
const TITLE = "My results";

describe("a record given away with parts blacked out", () => {
  let running: Running | undefined;
  let recordId: Hex = "0x";
  const chainId = chainIdOf("hospital");
  const consortium = () => consortiumOf(cast().patient.network).chainId;
  const cast = () => {
    if (running === undefined) throw new Error("the network did not start");
    return running.cast;
  };

  before(async () => {
    running = await start(people);
    recordId = await writeAndConfirm();
  });

  after(async () => {
    await running?.close();
  });

  async function writeAndConfirm(): Promise<Hex> {
    const { patient, author } = cast();
    const category = patient.keyPlan.categories[0]?.code ?? "general";
    const appointment = await arrangeVisit(cast(), chainId, category);
    const content = new TextEncoder().encode(JSON.stringify(aBundle()));
    const written = await writeRecord(author, {
      appointment,
      category,
      content,
      mediaType: "application/fhir+json",
    });
    const at = { chainId, recordId: written.recordId, atLeastBlock: written.blockNumber };
    const reviewed = await reviewRecord(patient, at);
    assert.deepEqual(reviewed.warnings, [], "the root is the content's");
    await confirmRecord(patient, reviewed);
    return written.recordId;
  }

  /** What the patient gives to somebody, as that person finds it. */
  async function give(to: Person, at: number): Promise<ReceivedRedacted> {
    const { patient } = cast();
    const grantee = { chainId: at, id: to.pseudonymOn(at).personId };
    const { messageId } = await shareRedacted(patient, {
      chainId,
      recordId,
      hide: HIDE,
      grantee,
      title: TITLE,
    });
    const found = (await receivedRedacted(to, at)).find((each) => each.messageId === messageId);
    assert.ok(found !== undefined);
    return found;
  }

  it("offers what is in it, by name", async () => {
    const { document } = await ownFields(cast().patient, { chainId, recordId });
    const keys = hidingChoices(document).topics.map(({ key }) => key);
    for (const key of HIDE) assert.ok(keys.includes(key));
    assert.ok(
      document.sections.some(
        (section) => section.kind === "shown" && fieldKey(section.locator).endsWith("birthDate"),
      ),
    );
  });

  it("is verified against the chain by somebody who has a node of it, and shows the rest", async () => {
    const { patient, author } = cast();
    const { copy } = await give(author, chainId);
    assert.equal(copy.title, TITLE);
    const { document, standing, verified } = await verifyRedacted(author, copy);
    assert.equal(standing, "present");
    assert.equal(verified.state.patient, patient.pseudonymOn(chainId).personId);
    const text = new TextDecoder().decode(await readableContent(document));
    for (const hidden of ["depressive", "F32.1", "Hidden Lane", "555-0100"])
      assert.equal(text.includes(hidden), false, hidden);
    for (const shown of ["Essential hypertension", "copies/mL", "Canary"])
      assert.ok(text.includes(shown), shown);
  });

  it("stands as its institution signs where the reader has no node of the chain", async () => {
    const { reader } = cast();
    const { copy } = await give(reader, consortium());
    const { standing, attested } = await verifyRedacted(reader, copy);
    assert.deepEqual([standing, attested?.standing], ["present", "present"]);
    assert.equal(attested?.organization, orgIdOfKey("hospital"));
    assert.equal(
      (await verifyRedacted(cast().author, (await give(cast().author, chainId)).copy)).attested,
      null,
    );
  });

  it("rests on signatures alone where the institution's word does not hold, or does not come", async () => {
    const { reader } = cast();
    const { copy } = await give(reader, consortium());
    const answers: Readonly<Record<string, (said: StateAttestation) => StateAttestation>> = {
      "another standing": (said) => ({ ...said, standing: 2 }),
      "another state": (said) => ({ ...said, stateHash: `0x${"11".repeat(32)}` }),
      "another record": (said) => ({ ...said, recordId: `0x${"22".repeat(32)}` }),
      "another block": (said) => ({ ...said, blockNumber: said.blockNumber + 1 }),
      "another organisation": (said) => ({ ...said, organization: orgIdOfKey("platform") }),
      "another time": (said) => ({ ...said, attestedAt: said.attestedAt - 1 }),
      "an old one": (said) => ({ ...said, attestedAt: said.attestedAt - 3_600 }),
      "another signature": (said) => ({ ...said, signature: `0x${"33".repeat(64)}1b` }),
      nothing: () => {
        throw new UnavailableError("ORACLE_UNREACHABLE", "It is down.");
      },
    };
    assert.equal(
      (
        await verifyRedacted(
          told(reader, (said) => said),
          copy,
        )
      ).standing,
      "present",
    );
    for (const [name, change] of Object.entries(answers)) {
      const { standing, attested } = await verifyRedacted(told(reader, change), copy);
      assert.deepEqual([standing, attested], ["unknown", null], name);
    }
  });

  it("stands on the patient's list of what she gave away", async () => {
    const { patient, author } = cast();
    const [given] = await givenRedacted(patient, chainId);
    assert.equal(given?.copy.recipient, author.pseudonymOn(chainId).personId);
    assert.equal(given?.copy.record.recordId, recordId);
    assert.deepEqual(await receivedRedacted(patient, chainId), []);
  });

  it("is refused with a shown text changed, or with the evidence of another state", async () => {
    const { author } = cast();
    const { copy } = await give(author, chainId);
    const text = new TextDecoder()
      .decode(copy.redacted)
      .replace("Essential hypertension", "Essential hypotension");
    await assert.rejects(
      verifyRedacted(author, { ...copy, redacted: new TextEncoder().encode(text) }),
      withCode("REDACTED_ROOT_MISMATCH"),
    );
    const state = { ...copy.evidence.state, sequence: copy.evidence.state.sequence + 5 };
    await assert.rejects(
      verifyRedacted(author, { ...copy, evidence: { ...copy.evidence, state } }),
      withCode("RECORD_STATE_MISMATCH"),
    );
    const record = { ...copy.record, version: 1 };
    await assert.rejects(
      verifyRedacted(author, { ...copy, record }),
      withCode("RECORD_MISMATCH", { member: "version" }),
    );
  });

  it("is said to have been corrected since, and erased, also there", async () => {
    const { patient, author, reader } = cast();
    const { copy } = await give(reader, consortium());
    const standing = async () => (await verifyRedacted(reader, copy)).standing;
    const content = new TextEncoder().encode(JSON.stringify({ ...aBundle(), id: "corrected" }));
    const permit = async ({ correctionHash }: CorrectionEntry) =>
      await permitCorrection(patient, await reviewCorrection(patient, { chainId, correctionHash }));
    const at = { chainId, recordId, reason: CORRECTION_REASON.wrongValue };
    const mediaType = "application/fhir+json";
    await permit(
      await prepareCorrection(author, { ...at, kind: CORRECTION_KIND.replace, content, mediaType }),
    );
    assert.equal(await standing(), "corrected-since");
    const oracle = await reader.oracle(orgIdOfKey("platform"), consortium());
    const elsewhere = oracle.records.attest(chainId, copy.evidence.state);
    await assert.rejects(elsewhere, withCode("RECORD_NOT_FOUND"));
    await permit(await prepareErasure(author, { ...at, reason: CORRECTION_REASON.patientsWish }));
    assert.equal(await standing(), "erased-since");
  });
});

/** The person with an institution that says something else of a state. */
function told(person: Person, change: (said: StateAttestation) => StateAttestation): Person {
  return {
    ...person,
    oracle: async (...which) => {
      const oracle = await person.oracle(...which);
      const attest: typeof oracle.records.attest = async (...about) =>
        change(await oracle.records.attest(...about));
      return { ...oracle, records: { ...oracle.records, attest } };
    },
  };
}

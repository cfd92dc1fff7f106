import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { people } from "@medlattice/network/people";
import { fieldKey, hidingChoices, readableContent } from "@medlattice/sdk/fields";
import { consortiumOf } from "@medlattice/sdk/network";
import {
  confirmRecord,
  givenRedacted,
  ownFields,
  type Person,
  receivedRedacted,
  type ReceivedRedacted,
  reviewRecord,
  shareRedacted,
  verifyRedacted,
  writeRecord,
} from "@medlattice/sdk/person";
import type { Hex } from "viem";
import { arrangeVisit } from "../../scripts/start/arrangeVisit.ts";
import { aBundle } from "../../sdk/src/fields/testing/fixtures.ts";
import { withCode } from "../../sdk/src/testing/errors.ts";
import { chainIdOf, type Running, start } from "../visibility/fixture.ts";

const HIDE = ["psychiatric-diagnoses", "address-and-contacts"] as const;
const TITLE = "My results";

describe("a record given away with parts blacked out", () => {
  let running: Running | undefined;
  let recordId: Hex = "0x";
  const chainId = chainIdOf("hospital");
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

  it("says that it rests on signatures alone where the reader has no node of the chain", async () => {
    const { patient, reader } = cast();
    const consortium = consortiumOf(patient.network).chainId;
    const { copy } = await give(reader, consortium);
    assert.equal((await verifyRedacted(reader, copy)).standing, "unknown");
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
});

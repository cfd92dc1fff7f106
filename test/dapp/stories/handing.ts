import assert from "node:assert/strict";
import { createCaptureKey, readCapture } from "@medlattice/sdk/device/record";
import { UnavailableError } from "@medlattice/sdk/errors";
import { institutionOf, memoryDrafts, type Person } from "@medlattice/sdk/person";
import type { Appointment } from "@medlattice/sdk/record";
import type { BrowserStore, KeptPair } from "../../../dapp/src/engine/capturing/browserStore.ts";
import { createCaptures } from "../../../dapp/src/engine/capturing/captures.ts";
import { handCapture } from "../../../dapp/src/engine/capturing/hand.ts";
import { capturingKeys } from "../../../dapp/src/engine/capturing/keys.ts";
import type { Dapp } from "../fixture/index.ts";
import { capturedFor } from "../story/captured.ts";
import { arrangeOperation } from "../story/tellStory.ts";

const SECONDS = 12;
const COMPLAINT = "A capture whose answer is lost";

/** What the engine does with a finished capture, on the network, without a browser: refused where it is not sound, and one record in the end. */
export async function handInOnce({ cast }: Dapp): Promise<void> {
  const { author } = cast;
  const { appointment, appointmentId, visitCode } = await arrangeOperation(cast, COMPLAINT);
  const { content } = await capturedFor(author, appointment, SECONDS);
  const { begin } = await readCapture({ bundle: content, isEnrolled: () => true });
  const { captureId, startedAt } = begin;
  const store = storeInMemory();
  const captures = createCaptures(store, capturingKeys(author.master));
  const visit = { chainId: appointment.chainId, appointmentId, visitCode, complaint: COMPLAINT };
  const { pair } = await createCaptureKey();
  await captures.add(
    { format: "medlattice/capture-note/v1", captureId, startedAt, visit, record: null },
    pair,
  );
  const hand = (bytes: Uint8Array, person: Person = author) =>
    handCapture(
      { person, store, captures },
      {
        captureId,
        category: "procedures",
        content: new Blob([new Uint8Array(bytes)]),
        onStage: () => undefined,
      },
    );

  const edited = new TextDecoder().decode(content).replace("Incision", "Decision");
  await assert.rejects(hand(new TextEncoder().encode(edited)), { code: "CAPTURE_BROKEN" });
  const other = await capturedFor(author, appointment, SECONDS);
  await assert.rejects(hand(other.content), { code: "CAPTURE_OTHER" });
  assert.equal(await recordsOf(author, appointment), 0);

  await assert.rejects(hand(content, withoutAnswers(author)), { code: "ORACLE_UNREACHABLE" });
  assert.equal((await captures.get(captureId)).note.record, null);
  const { recordId, mandate } = await hand(content);
  assert.equal(mandate, "used");
  assert.equal((await captures.get(captureId)).note.record?.mandate, "used");
  assert.deepEqual(await hand(content), { recordId, visitCode, mandate });
  assert.equal(await recordsOf(author, appointment), 1);
}

/** What is relayed is carried out, and nobody hears of it. */
function withoutAnswers(person: Person): Person {
  return {
    ...person,
    async oracle(orgId, chainId) {
      const oracle = await person.oracle(orgId, chainId);
      return {
        ...oracle,
        async relay(call) {
          await oracle.relay(call);
          throw new UnavailableError("ORACLE_UNREACHABLE", "The answer was lost.");
        },
      };
    },
  };
}

async function recordsOf(author: Person, { treatmentId, chainId }: Appointment): Promise<number> {
  const oracle = await author.oracle(institutionOf(author.network, chainId), chainId);
  const { items } = await oracle.records.list({ as: "author" });
  return items.filter(({ state }) => state.treatmentId === treatmentId).length;
}

function storeInMemory(): BrowserStore {
  const rows = new Map<string, KeptPair>();
  return {
    read: async (name, place) => rows.get(`${name} ${place}`) ?? null,
    list: async () => [],
    write: async (name, place, kept) => void rows.set(`${name} ${place}`, kept),
    remove: async (name, place) => void rows.delete(`${name} ${place}`),
    drafts: memoryDrafts(),
  };
}

import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { z } from "zod";
import type { BrowserStore } from "./browserStore.ts";
import type { CapturingKeys } from "./keys.ts";

const idSchema = z.custom<Hex>((value) => typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value));

const noteSchema = z.strictObject({
  format: z.literal("medlattice/capture-note/v1"),
  captureId: idSchema,
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** Null: a demonstration. */
  visit: z.nullable(
    z.strictObject({
      chainId: z.number(),
      appointmentId: idSchema,
      visitCode: z.string(),
      complaint: z.string(),
      /** Of the appointment, Unix seconds; older notes have none. */
      notAfter: z.optional(z.number()),
    }),
  ),
  /** Once it is proposed: a second try goes on from here. */
  record: z.nullable(
    z.strictObject({
      recordId: idSchema,
      blockNumber: z.number(),
      /** What became of the patient's agreement beforehand; once it is known, nothing is left to do but to delete the journal. */
      mandate: z.nullable(z.enum(["none", "used", "failed"])),
    }),
  ),
});

/** What is noted of a capture beside its journal. */
export type CaptureNote = z.infer<typeof noteSchema>;

/** A person's captures in this browser, from their beginning until their record is registered. */
export interface Captures {
  add(note: CaptureNote, pair: CryptoKeyPair): Promise<void>;
  change(note: CaptureNote): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly CaptureNote[]>;
  /** @throws InvalidInputError `CAPTURE_UNKNOWN` */
  get(captureId: Hex): Promise<{ readonly note: CaptureNote; readonly pair: CryptoKeyPair }>;
  remove(captureId: Hex): Promise<void>;
  /** Removes those that have no journal (any more), with their keys; one just begun may not have it yet. @returns how many */
  sweep(hasJournal: (captureId: Hex) => boolean): Promise<number>;
}

/** A capture's journal is made a moment after its note. */
const YOUNG_MS = 60_000;

export function createCaptures(store: BrowserStore, keys: CapturingKeys): Captures {
  const owner = keys.placeOf("captures");
  const placeOf = (captureId: Hex): string => keys.placeOf(`capture ${captureId}`);

  async function write(note: CaptureNote, pair: CryptoKeyPair): Promise<void> {
    const place = placeOf(note.captureId);
    await store.write("captures", place, { owner, pair, sealed: await keys.seal(place, note) });
  }

  async function find(captureId: Hex): Promise<{ note: CaptureNote; pair: CryptoKeyPair }> {
    const place = placeOf(captureId);
    const kept = await store.read("captures", place);
    if (kept === null) {
      throw new InvalidInputError("CAPTURE_UNKNOWN", "There is no such capture of yours in this browser.", {
        hints: ["Open it in the browser in which it was begun."],
      });
    }
    return { note: noteSchema.parse(await keys.open(place, kept.sealed)), pair: kept.pair };
  }

  async function list(): Promise<readonly CaptureNote[]> {
    const rows = await store.list("captures", owner);
    const notes = await Promise.all(
      rows.map(async ({ place, kept }) => noteSchema.parse(await keys.open(place, kept.sealed))),
    );
    return notes.toSorted((a, b) => b.startedAt - a.startedAt);
  }

  return {
    add: write,
    async change(note) {
      await write(note, (await find(note.captureId)).pair);
    },
    list,
    get: find,
    async remove(captureId) {
      await store.remove("captures", placeOf(captureId));
    },
    async sweep(hasJournal) {
      const old = Date.now() - YOUNG_MS;
      const gone = (await list()).filter((note) => note.startedAt < old && !hasJournal(note.captureId));
      for (const { captureId } of gone) await store.remove("captures", placeOf(captureId));
      return gone.length;
    },
  };
}

import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type FieldDocument, readFields } from "@medlattice/sdk/fields";
import { fieldInputOf } from "@medlattice/sdk/record";
import type { ReadResult } from "@medlattice/sdk/usage";
import type { Session } from "./session/session.ts";

/** A record that was read under a grant, as a redaction of it starts from. */
export type Reading = Pick<ReadResult, "content" | "fileKey" | "verified">;

/** What was read lately, for correcting it; in the worker's memory alone, gone with the session. */
export interface Readings {
  keep(recordId: Hex, reading: Reading): void;
  of(recordId: Hex): Reading | null;
}

/** Plaintext is large, so few. */
const KEPT = 3;

export function createReadings(session: Session): Readings {
  const kept = new Map<Hex, Reading>();
  session.onLeave(() => kept.clear());
  return {
    keep(recordId, reading) {
      kept.delete(recordId);
      kept.set(recordId, reading);
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT) break;
        kept.delete(oldest);
      }
    },
    of: (recordId) => kept.get(recordId) ?? null,
  };
}

/** @throws InvalidInputError `RECORD_NOT_READ` */
export function requireReading(readings: Readings, recordId: Hex): Reading {
  const reading = readings.of(recordId);
  if (reading !== null) return reading;
  throw new InvalidInputError("RECORD_NOT_READ", "Read the record first, under “Shared with me”.");
}

/** Its fields; null of a record that has none, and so can only be replaced or erased as a whole. */
export async function fieldsOfReading({
  content,
  fileKey,
  verified,
}: Reading): Promise<FieldDocument | null> {
  const { record, manifest } = verified;
  const input = fieldInputOf({ record, manifest: manifest.value, content, fileKey });
  return input === null ? null : await readFields(input);
}

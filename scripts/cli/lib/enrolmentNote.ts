import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { bytes32Schema, chainIdSchema, timestampSchema } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { writeDurably } from "@medlattice/sdk/node";
import { z } from "zod";

/** What a person keeps between leaving a pseudonym at a desk and accepting the credential. The token is a secret. */
const noteSchema = z.strictObject({
  format: z.literal("medlattice/enrolment-note/v1"),
  chainId: chainIdSchema,
  organization: bytes32Schema,
  code: z.string(),
  token: bytes32Schema,
  expiresAt: timestampSchema,
});

export type EnrolmentNote = z.infer<typeof noteSchema>;

export async function keepNote(folder: string, note: Omit<EnrolmentNote, "format">): Promise<void> {
  const content: EnrolmentNote = { format: "medlattice/enrolment-note/v1", ...note };
  await writeDurably(pathOf(folder, note.chainId), `${JSON.stringify(content, null, 2)}\n`);
}

/** The note of an enrolment on a chain; null without one. @throws InvalidInputError `NOTE_INVALID` */
export async function readNote(folder: string, chainId: number): Promise<EnrolmentNote | null> {
  const path = pathOf(folder, chainId);
  if (!existsSync(path)) return null;
  const parsed = noteSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
  if (parsed.success) return parsed.data;
  throw new InvalidInputError("NOTE_INVALID", "What was kept of this enrolment is damaged.", {
    hints: [`Remove ${path} and ask for a new code: npx medlattice enrol request`],
    cause: parsed.error,
  });
}

export async function dropNote(folder: string, chainId: number): Promise<void> {
  await rm(pathOf(folder, chainId), { force: true });
}

function pathOf(folder: string, chainId: number): string {
  return join(folder, `enrolment-${chainId}.json`);
}

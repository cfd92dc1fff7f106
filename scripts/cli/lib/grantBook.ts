import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { bytes32Schema, chainIdSchema, timestampSchema, uint32Schema } from "@medlattice/sdk/codec";
import { writeDurably } from "@medlattice/sdk/node";
import { z } from "zod";

/**
 * What a patient remembers of a grant: nobody else can tell what its id stands for, since the chain has only a salted hash. A file
 * each, in the profile's folder, readable by its owner.
 */
const entrySchema = z.strictObject({
  format: z.literal("medlattice/given-grant/v1"),
  grantId: bytes32Schema,
  /** Home chain. */
  chainId: chainIdSchema,
  grantee: bytes32Schema,
  granteeName: z.string(),
  granteeOrganization: bytes32Schema,
  recordChainId: chainIdSchema,
  recordId: bytes32Schema.nullable(),
  category: z.string(),
  title: z.string(),
  purpose: z.string(),
  summary: z.string(),
  notBefore: timestampSchema,
  notAfter: timestampSchema,
  maxUses: uint32Schema,
});

export type GivenGrantNote = z.infer<typeof entrySchema>;

const FOLDER = "grants";

export async function keepGivenGrant(folder: string, note: Omit<GivenGrantNote, "format">): Promise<void> {
  const content: GivenGrantNote = { format: "medlattice/given-grant/v1", ...note };
  await writeDurably(join(folder, FOLDER, `${note.grantId}.json`), `${JSON.stringify(content, null, 2)}\n`);
}

/** Everything remembered, by grantId. A damaged file is passed over: the chain still has the grant. */
export async function givenGrants(folder: string): Promise<ReadonlyMap<string, GivenGrantNote>> {
  const path = join(folder, FOLDER);
  if (!existsSync(path)) return new Map();
  const notes = await Promise.all(
    (await readdir(path))
      .filter((name) => name.endsWith(".json"))
      .map(async (name) => await readNote(join(path, name))),
  );
  return new Map(notes.flatMap((note) => (note === null ? [] : [[note.grantId, note] as const])));
}

async function readNote(path: string): Promise<GivenGrantNote | null> {
  try {
    const parsed = entrySchema.safeParse(JSON.parse(await readFile(path, "utf8")));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

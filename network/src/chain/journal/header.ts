import { createHash } from "node:crypto";
import { VerificationError } from "@medlattice/sdk/errors";
import { z } from "zod";

/** The first bytes of every journal; what follows says which chain it belongs to. */
const MAGIC = Buffer.from("MLCHAIN\0", "latin1");
const VERSION = 1;
const FIXED_BYTES = MAGIC.length + 2 + 4;
const DIGEST_BYTES = 32;
/** No header is near this size; a longer one is damage. */
const MAX_JSON_BYTES = 4096;

/** Bytes that surely hold a whole header. */
export const MAX_HEADER_BYTES = FIXED_BYTES + MAX_JSON_BYTES + DIGEST_BYTES;

const schema = z.strictObject({
  format: z.literal("medlattice/chain-journal/v1"),
  chainId: z.int(),
  /** Unix seconds. */
  genesisTime: z.int(),
  genesisHash: z.string(),
  hardfork: z.string(),
  blockGasLimit: z.string(),
  transactionGasCap: z.string(),
  engine: z.string(),
  /** The release that began the journal. Another one may go on with it: replay compares every block hash. */
  engineVersion: z.string(),
});

/** What a journal is bound to: only a chain with the same values may go on with it. */
export type JournalHeader = z.infer<typeof schema>;

/** Layout: magic 8 ‖ version u16 ‖ length u32 ‖ JSON ‖ SHA-256 of all before; big-endian. */
export function encodeHeader(header: JournalHeader): Buffer {
  const json = Buffer.from(JSON.stringify(schema.parse(header)));
  const fixed = Buffer.alloc(FIXED_BYTES);
  MAGIC.copy(fixed);
  fixed.writeUInt16BE(VERSION, MAGIC.length);
  fixed.writeUInt32BE(json.length, MAGIC.length + 2);
  const digest = createHash("sha256").update(fixed).update(json).digest();
  return Buffer.concat([fixed, json, digest]);
}

export interface DecodedHeader {
  readonly header: JournalHeader;
  /** Where the first entry begins. */
  readonly end: number;
  /** Start of the hash chain: the header's own digest. */
  readonly link: Buffer;
}

/** Reads a header from the start of `bytes`. @throws VerificationError `CHAIN_JOURNAL_FOREIGN` or `CHAIN_JOURNAL_DAMAGED` */
export function decodeHeader(bytes: Buffer): DecodedHeader {
  if (bytes.length < FIXED_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw foreign("the file is no MedLattice journal", {});
  }
  const version = bytes.readUInt16BE(MAGIC.length);
  if (version !== VERSION)
    throw foreign("it has another format version", { expected: VERSION, found: version });
  const jsonEnd = FIXED_BYTES + bytes.readUInt32BE(MAGIC.length + 2);
  const end = jsonEnd + DIGEST_BYTES;
  const link = bytes.subarray(jsonEnd, end);
  const digest = createHash("sha256").update(bytes.subarray(0, jsonEnd)).digest();
  if (end > bytes.length || !digest.equals(link)) throw damaged();
  const header = parseHeader(bytes.subarray(FIXED_BYTES, jsonEnd));
  return { header, end, link: Buffer.from(link) };
}

/** The digest tells damage, not who wrote the file, so its JSON is checked as that of a stranger. */
function parseHeader(json: Buffer): JournalHeader {
  let value: unknown;
  try {
    value = JSON.parse(json.toString());
  } catch {
    throw damaged();
  }
  const parsed = schema.safeParse(value);
  // One header has one text, so that the same values always begin the same chain of digests.
  if (!parsed.success || !Buffer.from(JSON.stringify(parsed.data)).equals(json)) throw damaged();
  return parsed.data;
}

function damaged(): VerificationError {
  return new VerificationError("CHAIN_JOURNAL_DAMAGED", "The journal's header is damaged.", {
    facts: { block: 0, offset: 0 },
    hints: RESTORE_HINTS,
  });
}

/** All but the engine's release, which may differ without making the journal another chain's. */
const BINDING = schema.omit({ engineVersion: true }).keyof().options;

/** @throws VerificationError `CHAIN_JOURNAL_FOREIGN` naming the first field in which the journal is another chain's */
export function requireSameChain(found: JournalHeader, expected: JournalHeader): void {
  for (const field of BINDING) {
    if (found[field] === expected[field]) continue;
    throw foreign(`its ${field} is ${found[field]}, not ${expected[field]}`, {
      field,
      expected: expected[field],
      found: found[field],
    });
  }
}

/** What to do about a journal that cannot be used as it is. */
export const RESTORE_HINTS: readonly string[] = [
  "Copy the journal of a follower of this chain here; it is the same byte for byte.",
  "Or move the folder away and start over with an empty chain.",
];

function foreign(reason: string, facts: Readonly<Record<string, string | number>>): VerificationError {
  return new VerificationError("CHAIN_JOURNAL_FOREIGN", `This journal belongs to another chain: ${reason}.`, {
    facts,
    hints: ["Check chainId, genesisTime and dataDir in the configuration.", ...RESTORE_HINTS],
  });
}

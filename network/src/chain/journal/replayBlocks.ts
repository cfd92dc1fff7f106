import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import { blockSchema, METADATA_CALL, metadataSchema } from "../engine/answers.ts";
import type { Engine, EngineCall } from "../engine/createEngine.ts";
import { sealCalls } from "../engine/sealCalls.ts";
import type { BlockEntry } from "./entry.ts";
import { RESTORE_HINTS } from "./header.ts";

/** The newest block a reader may see. */
export interface Head {
  readonly number: number;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly hash: string;
}

/** The calls that make a journaled block again and answer with its hash. */
function replayCalls(entry: BlockEntry, parentHash: string): EngineCall[] {
  return [
    ...entry.transactions.map((raw) => ({
      method: "eth_sendRawTransaction",
      params: [`0x${raw.toString("hex")}`],
    })),
    ...sealCalls({ number: entry.number, timestamp: entry.timestamp, parentHash }),
    METADATA_CALL,
  ];
}

/**
 * Makes journaled blocks again, all in one visit to the engine, and compares each hash.
 *
 * @throws VerificationError `CHAIN_REPLAY_MISMATCH` naming the first block that does not come out the same; the engine may
 *   then hold unverified blocks and must be thrown away
 */
export async function replayBlocks(
  engine: Engine,
  parent: Head,
  entries: readonly BlockEntry[],
): Promise<Head> {
  const calls: EngineCall[] = [];
  const answerAt: number[] = [];
  let parentHash = parent.hash;
  for (const entry of entries) {
    calls.push(...replayCalls(entry, parentHash));
    answerAt.push(calls.length - 1);
    parentHash = hex(entry.hash);
  }
  let answers: unknown[];
  try {
    answers = await engine.batch(calls);
  } catch (cause) {
    throw mismatch(await failedBlock(engine, parent, entries), refusal(cause), cause);
  }
  let head = parent;
  for (const [index, entry] of entries.entries()) {
    const made = metadataSchema.parse(answers[answerAt[index] ?? -1]);
    if (made.latestBlockNumber !== entry.number || made.latestBlockHash !== hex(entry.hash)) {
      throw mismatch(
        entry.number,
        `it comes out as ${made.latestBlockHash}, journaled is ${hex(entry.hash)}`,
      );
    }
    head = { number: entry.number, timestamp: entry.timestamp, hash: made.latestBlockHash };
  }
  return head;
}

/** When the engine refuses a call, the block after its newest is the one at fault – unless an earlier one already differs. */
async function failedBlock(engine: Engine, parent: Head, entries: readonly BlockEntry[]): Promise<number> {
  const [metadata] = await engine.batch([METADATA_CALL]);
  const { latestBlockNumber } = metadataSchema.parse(metadata);
  for (const entry of entries) {
    if (entry.number > latestBlockNumber) return entry.number;
    const [block] = await engine.batch([
      { method: "eth_getBlockByNumber", params: [`0x${entry.number.toString(16)}`, false] },
    ]);
    if (blockSchema.parse(block).hash !== hex(entry.hash)) return entry.number;
  }
  return parent.number + 1;
}

function refusal(cause: unknown): string {
  return cause instanceof MedLatticeError ? cause.message : "the engine failed";
}

function mismatch(block: number, reason: string, cause?: unknown): VerificationError {
  return new VerificationError("CHAIN_REPLAY_MISMATCH", `Block ${block} cannot be made again: ${reason}.`, {
    facts: { block },
    hints: [
      "If the program was just updated, start this chain with the release that made the block.",
      ...RESTORE_HINTS,
    ],
    cause,
  });
}

function hex(bytes: Buffer): string {
  return `0x${bytes.toString("hex")}`;
}

import { correctionCalls } from "../chain/index.ts";
import { decompressCommitment } from "../crypto/commitment/index.ts";
import { openingArgumentOf } from "./permitCorrection.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";
import { correctionAt, verifiedRecord, type WhichRecord } from "./verifiedRecord.ts";

/**
 * Has the chain verify the opening that a record's present version was registered with (rule 10). At registration only its hash was
 * kept; a refutation stays on chain for all to see.
 */
export async function challengeOpening(
  person: Person,
  which: WhichRecord,
): Promise<{ readonly holds: boolean; readonly blockNumber: number }> {
  const { chainId } = which;
  const record = await verifiedRecord(person, which);
  const { state } = record;
  const call = correctionCalls.challenge(
    correctionAt(person, chainId),
    state,
    openingArgumentOf(record),
    decompressCommitment(state.commitment),
  );
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { events, blockNumber } = await oracle.relay({ chainId, ...call });
  return { holds: events.some(({ name }) => name === "OpeningProven"), blockNumber };
}

import type { OracleClient, RecordEntry } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { consortiumOf } from "../network/index.ts";
import { checkThrough } from "../person/checkThrough.ts";
import { everyItem } from "../person/everyPage.ts";
import { ownIdentities } from "../person/ownIdentities.ts";
import type { Person } from "../person/person.ts";
import { institutionOf } from "../person/places.ts";
import { RECORD_STATUS } from "../record/index.ts";
import { type CheckOptions, requireRecord } from "./checkKept.ts";
import type { KeptRecord, KeptRecords } from "./keptRecords.ts";
import { type RootSource, rootsFromNodes } from "./roots.ts";

/** What an oracle told wrong, or that it told nothing. */
export interface KeepProblem {
  readonly organization: Hex;
  /** Null where it is about the oracle as a whole. */
  readonly recordId: Hex | null;
  readonly error: MedLatticeError;
}

export interface KeepOptions {
  readonly chainId: number;
  /** What was kept before: an oracle that leaves something out, or tells it wrong, does not make it forgotten. */
  readonly kept?: KeptRecords;
  /** Default the consortium's node that the network's description names. */
  readonly roots?: RootSource;
  /** Unix seconds. */
  readonly now: number;
}

export interface KeptOutcome {
  readonly kept: KeptRecords;
  readonly problems: readonly KeepProblem[];
}

/**
 * A lightweight client's work (systems.md M12): asks the institution, and the health authority, which replays its chain (M2), for the
 * evidence of the person's own records and their items' paths; checks each against the roots that nodes tell; and keeps what holds. Either
 * oracle may be away or lie.
 *
 * @throws UnavailableError `CHAIN_UNREACHABLE` without a node of the consortium; why nobody answered, when neither oracle did
 */
export async function keepOwnRecords(person: Person, options: KeepOptions): Promise<KeptOutcome> {
  const { chainId, kept, now } = options;
  const { network } = person;
  const institution = institutionOf(network, chainId);
  const { personId: patient } = person.pseudonymOn(chainId);
  const whose = { chainId, patient, institution };
  const check: CheckOptions = {
    network,
    roots: options.roots ?? rootsFromNodes(network),
    identities: await ownIdentities(person),
    check: checkThrough(person, chainId),
  };
  const records = new Map(
    (kept?.records ?? []).map((record) => [record.evidence.state.recordId, record] as const),
  );
  const problems: KeepProblem[] = [];
  const chameleonKey = await person.reader(consortiumOf(network).chainId).chameleonKeyOf(institution);
  for (const source of await sourcesOf(person, { chainId, institution }, problems)) {
    for (const entry of source.entries) {
      const { recordId, status } = entry.state;
      // That one was erased is the oracle's word, and no reason to forget what was kept.
      if (!isAgreed(status) || isComplete(records.get(recordId), entry)) continue;
      try {
        const told = await recordFrom(source.oracle, recordId, chameleonKey);
        await requireRecord(whose, told, check);
        if (isNewer(told, records.get(recordId))) records.set(recordId, told);
      } catch (error) {
        if (!(error instanceof MedLatticeError) || error.code === "CHAIN_UNREACHABLE") throw error;
        problems.push({ organization: source.organization, recordId, error });
      }
    }
  }
  return { kept: await written({ ...whose, keptAt: now }, [...records.values()], check.roots), problems };
}

interface Source {
  readonly organization: Hex;
  readonly oracle: OracleClient;
  readonly entries: readonly RecordEntry[];
}

/** The oracles that answer, each with the person's records as it lists them. */
async function sourcesOf(
  person: Person,
  { chainId, institution }: { readonly chainId: number; readonly institution: Hex },
  problems: KeepProblem[],
): Promise<readonly Source[]> {
  const authorities = person.network.organizations.filter(
    ({ kind, oracleUrl }) => kind === "HealthAuthority" && oracleUrl !== null,
  );
  const found: Source[] = [];
  for (const organization of [institution, ...authorities.map(({ orgId }) => orgId)]) {
    try {
      const oracle = await person.oracle(organization, chainId);
      const entries = await everyItem((page: { readonly cursor?: string }) =>
        oracle.records.list({ as: "patient", ...page }),
      );
      found.push({ organization, oracle, entries });
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
      problems.push({ organization, recordId: null, error });
    }
  }
  const [problem] = problems;
  if (found.length === 0 && problem !== undefined) throw problem.error;
  return found;
}

async function recordFrom(oracle: OracleClient, recordId: Hex, chameleonKey: Hex): Promise<KeptRecord> {
  const [evidence, { items }] = await Promise.all([
    oracle.records.evidence(recordId),
    oracle.summaries.ofRecord(recordId),
  ]);
  return { evidence, chameleonKey, items: items.map(({ item, path }) => ({ item, path })) };
}

function isAgreed(status: number): boolean {
  return status === RECORD_STATUS.confirmed || status === RECORD_STATUS.claimed;
}

/** Nothing can be added to it: the present version, and an item for each. */
function isComplete(record: KeptRecord | undefined, { state }: RecordEntry): boolean {
  if (record === undefined) return false;
  const { version, sequence } = record.evidence.state;
  return version === state.version && sequence === state.sequence && record.items.length > version;
}

function isNewer(told: KeptRecord, known: KeptRecord | undefined): boolean {
  if (known === undefined) return true;
  const [a, b] = [told.evidence.state, known.evidence.state];
  if (a.version !== b.version) return a.version > b.version;
  if (told.items.length !== known.items.length) return told.items.length > known.items.length;
  return a.sequence > b.sequence;
}

async function written(
  head: Pick<KeptRecords, "chainId" | "patient" | "institution" | "keptAt">,
  records: readonly KeptRecord[],
  roots: RootSource,
): Promise<KeptRecords> {
  const sequences = [
    ...new Set(records.flatMap(({ items }) => items.map(({ path }) => path.batch.sequence))),
  ].toSorted((a, b) => a - b);
  const known = await Promise.all(
    sequences.map(async (sequence) => ({ sequence, batchHash: await roots(sequence) })),
  );
  return {
    format: "medlattice/own-records/v1",
    ...head,
    records: [...records],
    roots: known.flatMap(({ sequence, batchHash }) => (batchHash === null ? [] : [{ sequence, batchHash }])),
  };
}

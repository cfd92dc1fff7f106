import type { Hex } from "../codec/index.ts";
import { MedLatticeError, PermissionError } from "../errors/index.ts";
import { organizationById } from "../network/index.ts";
import type { RecordState } from "../record/index.ts";
import type { ReadResult } from "../usage/index.ts";
import { coveredRecords } from "./coveredRecords.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";
import { openAccess, type OpenedAccess, readAccess } from "./readShared.ts";
import type { ReceivedGrant } from "./receivedGrants.ts";
import { tellReason } from "./tellReason.ts";

export interface ReadGrantedOptions {
  readonly received: ReceivedGrant;
  readonly recordId: Hex;
  /** Told to the patient with the access. */
  readonly reason: string;
  /** The present one, which is asked for when it is not given. */
  readonly version?: number | undefined;
  readonly onOpened?: (access: OpenedAccess) => void;
  readonly onAnswer?: (organization: Hex) => void;
}

export interface GrantedRead {
  readonly access: OpenedAccess;
  readonly result: ReadResult;
  /** What kept the reason from the patient, if so. */
  readonly reasonProblem: MedLatticeError | null;
  /** Why the own organisation did not take the receipts, if so. */
  readonly receiptProblem: MedLatticeError | null;
}

/**
 * Steps 6 to 8 under one received grant: uses it once, has the keys re-encrypted, verifies, decrypts, and leaves this side's receipts
 * with the own organisation (rule 14).
 */
export async function readGranted(person: Person, options: ReadGrantedOptions): Promise<GrantedRead> {
  const { received, recordId, reason, version, onOpened, onAnswer } = options;
  const { grantPackage } = received;
  const state = await stateAtHome(person, received, recordId);
  const what = {
    grantPackage,
    recordId,
    version: version ?? state?.version ?? (await versionElsewhere(person, received, recordId)),
    ...(state === null ? {} : { state }),
  };
  const { reason: document, ...access } = await openAccess(person, { ...what, reason });
  onOpened?.(access);
  const { home, grant } = grantPackage;
  const telling = tellReason(person, { chainId: home.chainId, patient: grant.grantor, reason: document });
  const reading = readAccess(person, {
    ...what,
    ...access,
    ...(onAnswer === undefined ? {} : { onAnswer }),
  });
  // The patient is told also of a reading that fails: the access has been used.
  const [read, reasonProblem] = await Promise.all([settled(reading), telling]);
  if (read.status === "rejected") throw read.reason;
  const result = read.value;
  return {
    access,
    result,
    reasonProblem,
    receiptProblem: await acknowledge(person, received, { access, result }),
  };
}

async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [outcome] = await Promise.allSettled([work]);
  return outcome;
}

/**
 * The record's state where the grant's home is the record's own chain, which must see it. The own institution tells it to those who treat
 * the patient; to anybody else with a grant an authority does, which holds a share of it (systems.md M13, one hospital).
 */
async function stateAtHome(
  person: Person,
  { grantPackage }: ReceivedGrant,
  recordId: Hex,
): Promise<RecordState | null> {
  const { home, coverage } = grantPackage;
  if (home.chainId !== coverage.chainId) return null;
  const oracle = await homeOracle(person, home.chainId);
  try {
    return (await oracle.records.get(recordId)).state;
  } catch (error) {
    if (!(error instanceof MedLatticeError) || error.code !== "RECORD_NOT_FOUND") throw error;
    const covered = await coveredRecords(person, grantPackage);
    const state = covered.find((record) => record.recordId === recordId)?.state;
    if (state === undefined || state === null) throw error;
    return state;
  }
}

/** Of a record on a chain that the reader's organisation does not follow. Whether the grant holds, and covers it, the ledger says. */
async function versionElsewhere(
  person: Person,
  { grantPackage }: ReceivedGrant,
  recordId: Hex,
): Promise<number> {
  try {
    const covered = await coveredRecords(person, grantPackage);
    return covered.find((record) => record.recordId === recordId)?.version ?? 0;
  } catch (error) {
    if (error instanceof PermissionError) return 0;
    throw error;
  }
}

/** Without receipts the record has been read all the same, so a refusal of them is only told. */
async function acknowledge(
  person: Person,
  { grantPackage }: ReceivedGrant,
  { access, result }: { readonly access: OpenedAccess; readonly result: ReadResult },
): Promise<MedLatticeError | null> {
  // An organisation without an oracle keeps none.
  if (organizationById(person.network, person.organization).oracleUrl === null) return null;
  try {
    const oracle = await homeOracle(person, grantPackage.home.chainId);
    await oracle.proxy.acknowledge(access.accessId, result.receipts);
    return null;
  } catch (error) {
    if (error instanceof MedLatticeError) return error;
    throw error;
  }
}

import type { Hex } from "@medlattice/sdk/codec";
import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import { organizationById } from "@medlattice/sdk/network";
import {
  homeOracle,
  openAccess,
  type OpenedAccess,
  readAccess,
  type ReceivedGrant,
} from "@medlattice/sdk/person";
import type { RecordState } from "@medlattice/sdk/record";
import type { ReadResult } from "@medlattice/sdk/usage";
import { chooseGrants } from "./chooseGrants.ts";
import type { ActingPerson } from "./openPerson.ts";

export interface SharedRead {
  readonly received: ReceivedGrant;
  readonly recordId: Hex;
  readonly access: OpenedAccess;
  readonly result: ReadResult;
  /** Why the own organisation did not take the receipts, if so. */
  readonly receiptProblem: MedLatticeError | null;
}

/** Reads a record that was shared with the person: opens it under the likeliest grant, and has it re-encrypted. */
export async function readSharedRecord(
  acting: ActingPerson,
  options: {
    readonly id: string;
    readonly grant: string | undefined;
    readonly version: number | undefined;
    readonly reason: string;
    readonly onAnswer: (organization: Hex) => void;
  },
): Promise<SharedRead> {
  const { id, grant, version, reason, onAnswer } = options;
  const { grants, recordId } = await chooseGrants(acting, { id, grant });
  const refusals: VerificationError[] = [];
  for (const received of grants) {
    const { grantPackage } = received;
    const state = await stateAtHome(acting, received, recordId);
    const what = {
      grantPackage,
      recordId,
      version: version ?? state?.version ?? 0,
      ...(state === null ? {} : { state }),
    };
    try {
      const access = await openAccess(acting.person, { ...what, reason });
      const result = await readAccess(acting.person, { ...what, ...access, onAnswer });
      const receiptProblem = await acknowledge(acting, received, { access, result });
      return { received, recordId, access, result, receiptProblem };
    } catch (error) {
      // Refused before a use was spent: another grant of the same patient may still hold.
      if (!(error instanceof VerificationError) || error.code !== "CONTRACT_REFUSED") throw error;
      refusals.push(error);
    }
  }
  throw refusals[0] ?? new VerificationError("CONTRACT_REFUSED", "No grant lets you read this record.");
}

/** The record's state where the grant's home is the record's own chain, which must see it. */
async function stateAtHome(
  { person }: ActingPerson,
  { grantPackage }: ReceivedGrant,
  recordId: Hex,
): Promise<RecordState | null> {
  const { home, coverage } = grantPackage;
  if (home.chainId !== coverage.chainId) return null;
  const oracle = await homeOracle(person, home.chainId);
  return (await oracle.records.get(recordId)).state;
}

/** Both sides keep receipts (rule 14). Without them the record has been read all the same, so that is only noted. */
async function acknowledge(
  { person }: ActingPerson,
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

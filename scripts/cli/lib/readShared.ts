import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError, VerificationError } from "@medlattice/sdk/errors";
import { SCOPE } from "@medlattice/sdk/keys";
import {
  homeOracle,
  openAccess,
  type OpenedAccess,
  readAccess,
  type ReceivedGrant,
  receivedGrants,
} from "@medlattice/sdk/person";
import type { RecordState } from "@medlattice/sdk/record";
import type { ReadResult } from "@medlattice/sdk/usage";
import { enrolledChains } from "./enrolledChains.ts";
import type { ActingPerson } from "./openPerson.ts";
import { pickById } from "./pick.ts";
import { nowSeconds } from "./time.ts";

export interface SharedRead {
  readonly received: ReceivedGrant;
  readonly recordId: Hex;
  readonly access: OpenedAccess;
  readonly result: ReadResult;
}

/** Every grant in the person's mailboxes, newest first. */
export async function allReceivedGrants(acting: ActingPerson): Promise<readonly ReceivedGrant[]> {
  const chainIds = await enrolledChains(acting);
  const lists = await Promise.all(
    chainIds.map(async (chainId) => (await receivedGrants(acting.person, chainId)).grants),
  );
  return lists.flat().toSorted((a, b) => b.receivedAt - a.receivedAt);
}

/**
 * Reads a record that was shared with the person: opens it under the newest grant that still holds, and has it re-encrypted.
 *
 * @param options.id of the record, or its beginning when there is a grant for just this one
 * @param options.grant which grant, or its beginning
 */
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
  const { grants, recordId } = candidates(await allReceivedGrants(acting), id, grant);
  let refusal: VerificationError | null = null;
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
      await acknowledge(acting, received, { access, result });
      return { received, recordId, access, result };
    } catch (error) {
      // An older grant may still hold where a newer one was withdrawn or is used up.
      if (!(error instanceof VerificationError) || error.code !== "CONTRACT_REFUSED") throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? noGrant();
}

function candidates(
  all: readonly ReceivedGrant[],
  id: string,
  grant: string | undefined,
): { readonly grants: readonly ReceivedGrant[]; readonly recordId: Hex } {
  const listCommand = "npx medlattice grant received shows what was shared with you.";
  const chosen =
    grant === undefined
      ? all
      : [
          pickById(all, grant, {
            idOf: ({ grantPackage }) => grantPackage.grantId,
            noun: "grant",
            listCommand,
          }),
        ];
  const wide = chosen.filter(({ grantPackage }) => grantPackage.coverage.scopeKind !== SCOPE.record);
  if (/^0x[0-9a-f]{64}$/.test(id)) {
    const recordId: Hex = `0x${id.slice(2)}`;
    const exact = chosen.filter(({ grantPackage }) => grantPackage.coverage.scope === recordId);
    const grants = stillOpen([...exact, ...wide]);
    if (grants.length === 0) throw noGrant();
    return { grants, recordId };
  }
  const single = chosen.filter(({ grantPackage }) => grantPackage.coverage.scopeKind === SCOPE.record);
  const { grantPackage } = pickById(single, id, {
    idOf: ({ grantPackage: { coverage } }) => coverage.scope,
    noun: "shared record",
    listCommand,
  });
  const recordId = grantPackage.coverage.scope;
  return {
    grants: stillOpen(single.filter((each) => each.grantPackage.coverage.scope === recordId)),
    recordId,
  };
}

/** Grants whose time has not run out; all of them when it has for each, so that the chain says so. */
function stillOpen(grants: readonly ReceivedGrant[]): readonly ReceivedGrant[] {
  const open = grants.filter(({ grantPackage }) => grantPackage.grant.notAfter > nowSeconds());
  return open.length > 0 ? open : grants.slice(0, 1);
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

/** Both sides keep receipts (rule 14); the record is read all the same when the own organisation runs no oracle for them. */
async function acknowledge(
  { person }: ActingPerson,
  { grantPackage }: ReceivedGrant,
  { access, result }: { readonly access: OpenedAccess; readonly result: ReadResult },
): Promise<void> {
  const oracle = await homeOracle(person, grantPackage.home.chainId);
  await oracle.proxy.acknowledge(access.accessId, result.receipts);
}

function noGrant(): InvalidInputError {
  return new InvalidInputError("GRANT_NOT_FOUND", "Nobody has shared this record with you.", {
    hints: [
      "npx medlattice grant received shows what was shared with you.",
      "Ask the patient: npx medlattice request --patient <pseudonym>",
    ],
  });
}

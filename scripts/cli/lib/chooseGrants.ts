import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { SCOPE } from "@medlattice/sdk/keys";
import { type ReceivedGrant, receivedGrants } from "@medlattice/sdk/person";
import { enrolledChains } from "./enrolledChains.ts";
import { type GrantState, receivedGrantState } from "@medlattice/sdk/person";
import type { ActingPerson } from "./openPerson.ts";
import { pickById } from "./pick.ts";

const LIST_COMMAND = "npx medlattice grant received shows what was shared with you.";

/** Every grant in the person's mailboxes, newest first. */
export async function allReceivedGrants(acting: ActingPerson): Promise<readonly ReceivedGrant[]> {
  const chainIds = await enrolledChains(acting);
  const lists = await Promise.all(
    chainIds.map(async (chainId) => (await receivedGrants(acting.person, chainId)).grants),
  );
  return lists.flat().toSorted((a, b) => b.receivedAt - a.receivedAt);
}

/** Grants under which a record may be read, the likeliest first. */
export interface ChosenGrants {
  readonly recordId: Hex;
  readonly grants: readonly ReceivedGrant[];
}

/**
 * Chooses among the grants that were received. One for the record itself comes before one for a whole category; among several
 * patients' nothing is guessed, since a wrong guess would spend a use of somebody's grant.
 *
 * @param id of the record, or its beginning when there is a grant for just this one
 * @throws InvalidInputError `GRANT_NOT_FOUND` | `GRANT_NEEDED` | `ID_*`
 */
export async function chooseGrants(
  acting: ActingPerson,
  { id, grant }: { readonly id: string; readonly grant: string | undefined },
): Promise<ChosenGrants> {
  const all = await allReceivedGrants(acting);
  const among =
    grant === undefined
      ? all
      : [pickById(all, grant, { idOf: grantIdOf, noun: "grant", listCommand: LIST_COMMAND })];
  const single = among.filter(({ grantPackage }) => grantPackage.coverage.scopeKind === SCOPE.record);
  const recordId = isFullId(id)
    ? toHex(id)
    : scopeOf(pickById(single, id, { idOf: scopeOf, noun: "shared record", listCommand: LIST_COMMAND }));
  const exact = single.filter((received) => scopeOf(received) === recordId);
  const wide = among.filter(({ grantPackage }) => grantPackage.coverage.scopeKind !== SCOPE.record);
  const patients = new Set((exact.length > 0 ? exact : wide).map(grantorOf));
  if (patients.size === 0) throw noGrant();
  if (patients.size > 1) throw whichGrant();
  const fitting = [...exact, ...wide.filter((received) => patients.has(grantorOf(received)))];
  return { recordId, grants: await likeliestFirst(acting, fitting) };
}

/** From the state that lets one read to the one that is furthest from it. */
const RANKS: readonly GrantState[] = [
  "holds",
  "denied",
  "not yet",
  "used up",
  "withdrawn",
  "over",
  "never registered",
];

/** Those that hold first, so that the reason of a refusal is that of the likeliest one. */
async function likeliestFirst(
  { person }: ActingPerson,
  grants: readonly ReceivedGrant[],
): Promise<readonly ReceivedGrant[]> {
  const rated = await Promise.all(
    grants.map(async (received) => ({
      received,
      rank: RANKS.indexOf(await receivedGrantState(person, received.grantPackage)),
    })),
  );
  return rated.toSorted((a, b) => a.rank - b.rank).map(({ received }) => received);
}

function grantIdOf({ grantPackage }: ReceivedGrant): Hex {
  return grantPackage.grantId;
}

function grantorOf({ grantPackage }: ReceivedGrant): Hex {
  return grantPackage.grantor;
}

function scopeOf({ grantPackage }: ReceivedGrant): Hex {
  return grantPackage.coverage.scope;
}

function isFullId(text: string): boolean {
  return /^0x[0-9a-f]{64}$/.test(text);
}

function toHex(text: string): Hex {
  return `0x${text.slice(2)}`;
}

function noGrant(): InvalidInputError {
  return new InvalidInputError("GRANT_NOT_FOUND", "Nobody has shared this record with you.", {
    hints: [LIST_COMMAND, "Ask the patient: npx medlattice request --patient <pseudonym>"],
  });
}

function whichGrant(): InvalidInputError {
  return new InvalidInputError("GRANT_NEEDED", "Several patients have shared whole categories with you.", {
    hints: [
      "Say with --grant whose record it is; a wrong guess would spend a use of somebody's grant.",
      LIST_COMMAND,
    ],
  });
}

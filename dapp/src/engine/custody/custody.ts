import type { CustodyRequestEntry, OracleClient } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { parseCeremony } from "@medlattice/sdk/custody";
import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import { organizationById } from "@medlattice/sdk/network";
import {
  advanceCeremony,
  advanceRequest,
  approveCustodyRequest,
  beginCustody,
  custodyRequests,
  type CustodyOfficer,
  declineCustodyRequest,
  type HeldShare,
  heldShare,
  introduceToManagers,
  reviewCustodyRequest,
} from "@medlattice/sdk/person";
import { workplaceOf } from "../chains.ts";
import { deskVerbs } from "../desk.ts";
import { createNames } from "../names.ts";
import type { Session } from "../session/session.ts";
import { browserCustody } from "./browserCustody.ts";
import { type CeremonyView, ceremonyView } from "./ceremonies.ts";
import { type Colleague, colleaguesOf } from "./colleagues.ts";
import { oneAtATime } from "./oneAtATime.ts";
import { hasApproved, type PermitRequest, permitRequest } from "./requests.ts";

/** Who holds the key that corrections of the institution's records take. */
export interface CustodyHolders {
  readonly mode: "single" | "officers" | "none";
  readonly threshold: number;
  readonly officers: readonly Colleague[];
  readonly isMine: boolean;
  /** Whether this browser keeps this person's share; null for one who is no officer of it. */
  readonly hasShare: boolean | null;
}

/** All that the officers' page shows. */
export interface CustodyOverview {
  readonly institution: string;
  readonly self: Colleague;
  readonly managers: readonly Colleague[];
  readonly holders: CustodyHolders;
  /** Newest first. */
  readonly ceremonies: readonly CeremonyView[];
  /** Newest first. */
  readonly requests: readonly PermitRequest[];
}

/** How far a correction is after an officer's word. */
export interface Permitted {
  readonly isSigned: boolean;
}

const NAMES_MS = 60_000;

/** What a manager does who holds a share of the institution's key for corrections, or makes one (docs/corrections.md). */
export function custodyVerbs(session: Session) {
  const names = createNames(session);
  const { people } = deskVerbs(session);
  let enrolled: { readonly at: number; readonly names: Promise<ReadonlyMap<Hex, string>> } | null = null;
  session.onLeave(() => {
    enrolled = null;
  });

  function enrolledNames(): Promise<ReadonlyMap<Hex, string>> {
    if (enrolled === null || Date.now() - enrolled.at > NAMES_MS) {
      const found = people().then(
        (all) => new Map(all.map(({ personId, name }) => [personId, name])),
        // Names are a help; without them references stand for people.
        () => new Map<Hex, string>(),
      );
      enrolled = { at: Date.now(), names: found };
    }
    return enrolled.names;
  }

  function officerNow(): CustodyOfficer {
    const person = session.person();
    return { person, chainId: workplaceOf(person), store: browserCustody(person.master) };
  }

  async function step<T>(work: (officer: CustodyOfficer) => Promise<T>): Promise<T> {
    const officer = officerNow();
    return await oneAtATime(officer.person.master).run(async () => await work(officer));
  }

  return {
    async overview(): Promise<CustodyOverview> {
      const officer = officerNow();
      const { person, chainId } = officer;
      const oracle = await person.oracle(person.organization, chainId);
      const [colleagues, state, entries, asked, known] = await Promise.all([
        colleaguesOf(officer),
        oracle.custody.state(),
        oracle.custody.ceremonies(),
        custodyRequests(officer),
        enrolledNames(),
      ]);
      const registered = state.officers?.ceremony ?? null;
      const ceremonies = await Promise.all(
        entries.map(async (entry) => {
          const proofs = entry.status === "proving" ? await proofsOf(oracle, entry.possessions) : [];
          return ceremonyView(entry, colleagues, { proofs, registered });
        }),
      );
      const context = { officer, names, enrolled: known, ceremonies };
      const requests = await Promise.all(asked.map(async (each) => await permitRequest(each, context)));
      const officers = (state.officers?.officers ?? []).map((id) => colleagues.of(id));
      const isMine = officers.some(({ isSelf }) => isSelf);
      return {
        institution: organizationById(person.network, person.organization).name,
        self: colleagues.of(person.pseudonymOn(chainId).personId),
        managers: colleagues.managers,
        holders: {
          mode: state.mode,
          threshold: state.officers?.threshold ?? 0,
          officers,
          isMine,
          hasShare: isMine && registered !== null ? await hasShareOf(officer, registered) : null,
        },
        ceremonies,
        requests: requests.filter((request) => request !== null),
      };
    },
    /** Tells the other managers what to call this one. One signature. */
    async introduce(name: string): Promise<void> {
      await introduceToManagers(officerNow(), name);
    },
    /** Begins a key and takes the first step in it, if one is among its officers. One signature. */
    async begin(choice: { readonly threshold: number; readonly officers: readonly Hex[] }): Promise<Hex> {
      return await step(async (officer) => {
        const { ceremony } = await beginCustody(officer, choice);
        const own = officer.person.pseudonymOn(officer.chainId).personId;
        if (choice.officers.includes(own)) await advanceCeremony(officer, ceremony);
        return ceremony;
      });
    },
    /** This officer's own step in the making of a key. @returns what the key waits for after it */
    async advance(ceremony: Hex): Promise<CeremonyView["status"]> {
      return await step(async (officer) => (await advanceCeremony(officer, ceremony)).entry.status);
    },
    async cancel(ceremony: Hex): Promise<void> {
      const { person, chainId } = officerNow();
      await (await person.oracle(person.organization, chainId)).custody.cancel(ceremony);
    },
    /** Everything an officer relies on is checked against the chain before the question is put. */
    async review(requestId: Hex): Promise<void> {
      await reviewCustodyRequest(officerNow(), requestId);
    },
    /** One signature; nonces and parts of the signature ask no wallet. */
    async approve(requestId: Hex): Promise<Permitted> {
      return await step(async (officer) => {
        const { entry } = await approveCustodyRequest(officer, requestId);
        return { isSigned: entry.status === "signed" };
      });
    },
    async decline(requestId: Hex): Promise<void> {
      await step(async (officer) => {
        await declineCustodyRequest(officer, requestId);
      });
    },
    /**
     * Whatever is this officer's to do and asks no wallet: proofs of possession of a key that all have confirmed, and parts of signatures
     * for what it has approved. A step that another tab is taking is left to it.
     *
     * @returns whether there was anything to look after
     * @throws the first error, after all has been tried
     */
    async goOn(): Promise<boolean> {
      const officer = officerNow();
      return (await oneAtATime(officer.person.master).runIfIdle(async () => await goOn(officer))) ?? false;
    },
  };
}

async function goOn(officer: CustodyOfficer): Promise<boolean> {
  const { person, chainId } = officer;
  const { personId } = person.pseudonymOn(chainId);
  const oracle = await person.oracle(person.organization, chainId);
  const [ceremonies, open] = await Promise.all([
    oracle.custody.ceremonies(),
    custodyRequests(officer, { status: "open" }),
  ]);
  const proving = ceremonies.filter(
    ({ status, document }) =>
      status === "proving" && parseCeremony(document).value.officers.includes(personId),
  );
  const approved = open.filter(({ entry }) => hasApproved(entry, personId));
  const steps = [
    ...proving.map(({ ceremony }) => ({ ceremony, take: () => advanceCeremony(officer, ceremony) })),
    ...approved.map(({ entry: { ceremony, requestId } }) => ({
      ceremony,
      take: () => advanceRequest(officer, requestId),
    })),
  ];
  const failures: unknown[] = [];
  let count = 0;
  for (const { ceremony, take } of steps) {
    // Made in another browser: the page says so where it matters.
    if (!(await isKept(officer, ceremony))) continue;
    count += 1;
    await take().catch((error: unknown) => failures.push(error));
  }
  const [first] = failures;
  if (first !== undefined) throw first;
  return count > 0;
}

async function proofsOf(
  oracle: OracleClient,
  possessions: readonly { readonly requestId: Hex }[],
): Promise<readonly CustodyRequestEntry[]> {
  return await Promise.all(possessions.map(({ requestId }) => oracle.custody.request(requestId)));
}

async function isKept(officer: CustodyOfficer, ceremony: Hex): Promise<boolean> {
  return (await shareOf(officer, ceremony)) !== null;
}

/** @throws VerificationError CUSTODY_BOARD_FALSE when the registered key is not the one that this share is of */
async function hasShareOf(officer: CustodyOfficer, ceremony: Hex): Promise<boolean> {
  const held = await shareOf(officer, ceremony);
  if (held === null) return false;
  const { person, chainId } = officer;
  if ((await person.reader(chainId).chameleonKeyOf(person.organization)) === held.h1) return true;
  throw new VerificationError(
    "CUSTODY_BOARD_FALSE",
    "The registered key is not the one that you hold a share of.",
  );
}

async function shareOf(officer: CustodyOfficer, ceremony: Hex): Promise<HeldShare | null> {
  try {
    return await heldShare(officer, ceremony);
  } catch (error) {
    if (error instanceof MedLatticeError && error.code === "CUSTODY_SHARE_MISSING") return null;
    throw error;
  }
}

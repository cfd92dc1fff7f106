import type { CustodyRequestEntry, OracleClient } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { organizationById } from "@medlattice/sdk/network";
import { type CustodyOfficer, custodyRequests } from "@medlattice/sdk/person";
import { deskVerbs } from "../desk.ts";
import { createNames } from "../names.ts";
import type { Session } from "../session/session.ts";
import { type CeremonyView, ceremonyView } from "./ceremonies.ts";
import { type Colleague, type Colleagues, colleaguesOf } from "./colleagues.ts";
import { type PermitRequest, permitRequest } from "./requests.ts";
import { hasRegisteredShare } from "./shareHere.ts";

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
  /** What is open, then what came of the newest others. */
  readonly requests: readonly PermitRequest[];
}

export interface Overviews {
  of(officer: CustodyOfficer): Promise<CustodyOverview>;
  /** After one has changed the own name. */
  forgetNames(): void;
}

const ENROLLED_MS = 60_000;
const COLLEAGUES_MS = 20_000;
/** Of what was asked before, as many as people look through. */
const NEWEST = 20;

/** Reads the notice board for a page that looks every few seconds; what is verified piece by piece is kept for a while. */
export function createOverviews(session: Session): Overviews {
  const names = createNames(session);
  const { people } = deskVerbs(session);
  const changed = new Set<Hex>();
  const enrolled = keeping(ENROLLED_MS, async (): Promise<ReadonlyMap<Hex, string>> => {
    // Names are a help; without them references stand for people.
    const all = await people().catch(() => []);
    return new Map(all.map(({ personId, name }) => [personId, name]));
  });
  const colleagues = keeping(COLLEAGUES_MS, colleaguesOf);
  session.onLeave(() => {
    changed.clear();
    enrolled.forget();
    colleagues.forget();
  });
  return {
    forgetNames: () => colleagues.forget(),
    async of(officer) {
      const { person, chainId } = officer;
      const oracle = await person.oracle(person.organization, chainId);
      const [managers, state, entries, open, newest, known] = await Promise.all([
        colleagues.get(officer),
        oracle.custody.state(),
        oracle.custody.ceremonies(),
        custodyRequests(officer, { status: "open" }),
        custodyRequests(officer, { atMost: NEWEST }),
        enrolled.get(officer),
      ]);
      const registered = state.officers?.ceremony ?? null;
      const ceremonies = await Promise.all(
        entries.map(async (entry) => {
          const proofs = entry.status === "proving" ? await proofsOf(oracle, entry.possessions) : [];
          return ceremonyView(entry, managers, { proofs, registered });
        }),
      );
      const context = { officer, names, enrolled: known, ceremonies, changed };
      const former = newest.filter(({ entry }) => entry.status !== "open");
      const requests = await Promise.all(
        [...open, ...former].map(async (each) => await permitRequest(each, context)),
      );
      return {
        institution: organizationById(person.network, person.organization).name,
        self: managers.of(person.pseudonymOn(chainId).personId),
        managers: managers.managers,
        holders: await holdersOf(officer, state, managers),
        ceremonies,
        requests: requests.filter((request) => request !== null),
      };
    },
  };
}

async function holdersOf(
  officer: CustodyOfficer,
  { mode, officers: held }: Awaited<ReturnType<OracleClient["custody"]["state"]>>,
  colleagues: Colleagues,
): Promise<CustodyHolders> {
  if (held === null) return { mode, threshold: 0, officers: [], isMine: false, hasShare: null };
  const officers = held.officers.map((id) => colleagues.of(id));
  const isMine = officers.some(({ isSelf }) => isSelf);
  const hasShare = isMine ? await hasRegisteredShare(officer, held.ceremony) : null;
  return { mode, threshold: held.threshold, officers, isMine, hasShare };
}

async function proofsOf(
  oracle: OracleClient,
  possessions: readonly { readonly requestId: Hex }[],
): Promise<readonly CustodyRequestEntry[]> {
  return await Promise.all(possessions.map(({ requestId }) => oracle.custody.request(requestId)));
}

/** Keeps what was read for a while; a failure is not kept. */
function keeping<T>(ms: number, read: (officer: CustodyOfficer) => Promise<T>) {
  let kept: { readonly at: number; readonly value: Promise<T> } | null = null;
  return {
    get(officer: CustodyOfficer): Promise<T> {
      if (kept !== null && Date.now() - kept.at < ms) return kept.value;
      const value = read(officer);
      const present = { at: Date.now(), value };
      kept = present;
      value.catch(() => {
        if (kept === present) kept = null;
      });
      return value;
    },
    forget() {
      kept = null;
    },
  };
}

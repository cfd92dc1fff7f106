import type { CeremonyStatus } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import {
  advanceCeremony,
  approveCustodyRequest,
  beginCustody,
  type CustodyOfficer,
  declineCustodyRequest,
  introduceToManagers,
  reviewCustodyRequest,
} from "@medlattice/sdk/person";
import { workplaceOf } from "../chains.ts";
import type { Session } from "../session/session.ts";
import { browserCustody } from "./browserCustody.ts";
import { goOn } from "./goOn.ts";
import { oneAtATime } from "./oneAtATime.ts";
import { createOverviews, type CustodyOverview } from "./overview.ts";

/** How far a correction is after an officer's word. */
export interface Permitted {
  readonly isSigned: boolean;
}

/** What a manager does who holds a share of the institution's key for corrections, or makes one (docs/corrections.md). */
export function custodyVerbs(session: Session) {
  const overviews = createOverviews(session);

  function officerNow(): CustodyOfficer {
    const person = session.person();
    return { person, chainId: workplaceOf(person), store: browserCustody(person.master) };
  }

  async function step<T>(work: (officer: CustodyOfficer) => Promise<T>): Promise<T> {
    const officer = officerNow();
    return await oneAtATime(officer.person.master).run(async () => await work(officer));
  }

  return {
    overview: async (): Promise<CustodyOverview> => await overviews.of(officerNow()),
    /** Tells the other managers what to call this one. One signature. */
    async introduce(name: string): Promise<void> {
      await introduceToManagers(officerNow(), name);
      overviews.forgetNames();
    },
    /** Begins a key and takes the first step in it, if one is among its officers; declined in the wallet, it is the next step still. */
    async begin(choice: { readonly threshold: number; readonly officers: readonly Hex[] }): Promise<Hex> {
      return await step(async (officer) => {
        const { ceremony } = await beginCustody(officer, choice);
        const own = officer.person.pseudonymOn(officer.chainId).personId;
        // The key is begun by now, and its page offers the step again with whatever keeps it from being taken.
        if (choice.officers.includes(own)) await advanceCeremony(officer, ceremony).catch(() => undefined);
        return ceremony;
      });
    },
    /** This officer's own step in the making of a key. @returns how far the key is after it */
    async advance(ceremony: Hex): Promise<CeremonyStatus> {
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
    /** What asks no wallet. A step that another tab is taking is left to it. @throws the first error, after all has been tried */
    async goOn(): Promise<void> {
      const officer = officerNow();
      await oneAtATime(officer.person.master).runIfIdle(async () => await goOn(officer));
    },
  };
}

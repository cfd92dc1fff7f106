import { InvalidInputError } from "@medlattice/sdk/errors";
import { createDeskClient } from "@medlattice/sdk/client";
import type { MasterKey } from "@medlattice/sdk/keys";
import { homeOf } from "@medlattice/sdk/person";
import { organizationById } from "@medlattice/sdk/network";
import type { Hex } from "viem";
import type { Session } from "../session.ts";
import type { EngineContext } from "../sessionVerbs.ts";
import { unlock } from "../unlock.ts";
import { type Who, whoIs } from "../who.ts";
import { type BeginEnrolment, beginEnrolment, waitAgain } from "./begin.ts";
import type { EnrolmentDraft, EnrolmentStage } from "./draft.ts";
import { browserDrafts, type EnrolmentDrafts } from "./draftStore.ts";
import { finishEnrolment, type FinishStage } from "./finish.ts";
import { signaturesAhead } from "./signaturesAhead.ts";

/** An enrolment under way, for a page. */
export interface EnrolmentView {
  readonly organizationName: string;
  readonly role: EnrolmentDraft["role"];
  readonly stage: EnrolmentStage;
  /** What to tell at the desk. */
  readonly code: string;
  /** Unix seconds. */
  readonly expiresAt: number;
  /** The wallet has to share these accounts for it to go on. */
  readonly accounts: readonly Hex[];
  /** How often the wallet is asked until it is done. */
  readonly signatures: number;
}

/** Becoming somebody on the network: keys, the desk, and what follows (F1, M7). */
export function enrolmentVerbs(
  session: Session,
  context: EngineContext,
  drafts: EnrolmentDrafts = browserDrafts(),
) {
  let master: MasterKey | null = null;
  session.onLeave(() => {
    master = null;
  });

  async function present(): Promise<EnrolmentDraft> {
    const draft = await drafts.read();
    if (draft !== null) return draft;
    throw new InvalidInputError("ENROLMENT_NOT_BEGUN", "No enrolment is under way in this browser.");
  }

  /** After a reload the key is wrapped, and the wallet is asked once more. */
  async function keyOf({ keyring, accounts }: EnrolmentDraft): Promise<MasterKey> {
    const shared = accounts.keys === null ? [] : [accounts.keys];
    master ??= await unlock(keyring, shared, context.desk());
    return master;
  }

  async function viewOf(draft: EnrolmentDraft): Promise<EnrolmentView> {
    const { organization, role, stage, desk, accounts } = draft;
    const signatures = signaturesAhead(draft, { isUnlocked: master !== null });
    const { code, expiresAt } = desk;
    const { name: organizationName } = organizationById(await context.network(), organization);
    const used = [accounts.keys, accounts.home, accounts.consortium].filter((account) => account !== null);
    return { organizationName, role, stage, code, expiresAt, accounts: used, signatures };
  }

  return {
    async current(): Promise<EnrolmentView | null> {
      const draft = await drafts.read();
      return draft === null ? null : await viewOf(draft);
    },
    /** Makes keys and waits at the desk. The wallet is asked twice, for the keys. */
    async begin(choice: BeginEnrolment): Promise<EnrolmentView> {
      const begun = await beginEnrolment(choice, { network: await context.network(), desk: context.desk() });
      await drafts.write(begun.draft);
      ({ master } = begun);
      return await viewOf(begun.draft);
    },
    /** Another code when the first has run out. */
    async renew(): Promise<EnrolmentView> {
      const draft = await present();
      const at = { network: await context.network(), desk: context.desk() };
      const renewed = await waitAgain(draft, await keyOf(draft), at);
      await drafts.write(renewed);
      return await viewOf(renewed);
    },
    /** Whether the manager has signed. Asks the desk, not the wallet. */
    async check(): Promise<"waiting" | "issued" | "enrolled"> {
      const { desk, organization } = await present();
      const { oracleUrl } = homeOf(await context.network(), organization);
      return (await createDeskClient({ baseUrl: oracleUrl }).pickup(desk.token)).state;
    },
    /** Everything after the manager has signed; the person is signed in then. Goes on where a broken one stopped. */
    async finish(onStage: (stage: FinishStage) => void): Promise<Who> {
      const draft = await present();
      const person = await finishEnrolment(draft, await keyOf(draft), {
        network: await context.network(),
        desk: context.desk(),
        host: context.host,
        keep: (next) => drafts.write(next),
        onStage,
      });
      await drafts.clear();
      const who = whoIs(person, draft.role);
      session.enter(person, who);
      return who;
    },
    /** Gives up: the keys of this enrolment are gone. */
    async discard(): Promise<void> {
      master = null;
      await drafts.clear();
    },
  };
}

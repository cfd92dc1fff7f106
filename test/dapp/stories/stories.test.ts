import { after, afterEach, before, describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { ensureFullChromium } from "../../../scripts/lib/chromium.ts";
import { type Dapp, openDapp, type Visit } from "../fixture/index.ts";
import { type Story, tellStory } from "../story/tellStory.ts";
import { tellOfCapture } from "./capture.ts";
import { tellOfCare } from "./care.ts";
import { tellOfBounds, tellOfCorrection, tellOfErasure, tellOfHiding } from "./correction.ts";
import { handInOnce } from "./handing.ts";
import { changeAccountWhileSignedIn, confirmWithLockedWallet, meetUnknownAccounts } from "./injected.ts";
import { showInstrumentsLive } from "./liveCapture.ts";
import { lookAtBridge, lookAtCorrections, lookAtDoctors, lookAtManager } from "./looks.ts";
import { tellOfProof } from "./proof.ts";
import { confirmAndShareWithExtension } from "./wallets.ts";
import { tellOfOfficers } from "./custody.ts";
import { goWithoutMouse } from "./withoutMouse.ts";

const missing = await ensureFullChromium().then(
  () => false,
  (error: unknown) => {
    if (error instanceof MedLatticeError) return `${error.message} ${error.hints.join(" ")}`;
    throw error;
  },
);

/** What people do with the dapp, as they do it: through its pages alone, on one network for all. */
describe("stories of the dapp", () => {
  const visits: Visit[] = [];
  let opened: Dapp | undefined;
  let dapp: Dapp;
  let story: Story;

  before(async () => {
    opened = await openDapp();
    dapp = closingAll(opened, visits);
    story = await tellStory(dapp.cast);
  });

  // Those that a story has left open because it failed.
  afterEach(async () => {
    for (const visit of visits.splice(0)) await visit.close();
  });

  after(async () => {
    await opened?.close();
  });

  it("carry a record from the request for an appointment to its withdrawal, and leave no trace", () =>
    tellOfCare(dapp));
  it("confirm and share with a wallet extension, each declined once", { skip: missing }, () =>
    confirmAndShareWithExtension(dapp),
  );
  it("show corrections on pages that please axe in every step, in both languages", () =>
    lookAtCorrections(dapp, story));
  it("correct a record with the patient's agreement, declined once", () => tellOfCorrection(dapp, story));
  it("give a record away with parts hidden, and read it as genuine", () => tellOfHiding(dapp));
  it("change a single value under a rule, proven in the page, and remove a part for good", () =>
    tellOfBounds(dapp, story));
  it("erase a record for good, and say so ever after", () => tellOfErasure(dapp));
  it("offer to enrol accounts that nobody knows", () => meetUnknownAccounts(dapp));
  it("wait for a wallet that has locked itself, and tell it of the chain", () =>
    confirmWithLockedWallet(dapp));
  it("end when the wallet changes the account", () => changeAccountWhileSignedIn(dapp));
  it("need no mouse", () => goWithoutMouse(dapp));
  it("show doctors pages that please axe in every step, in both languages", () => lookAtDoctors(dapp));
  it("show the manager pages that please axe in every step, in both languages", () => lookAtManager(dapp));
  it("show the manager the bridge on a page that pleases axe, in both languages", () => lookAtBridge(dapp));
  it("prove a record to a stranger without a connection, and name the link that a changed byte breaks", () =>
    tellOfProof(dapp, story));
  it("show three instruments live, torn off in the middle and gone on with", () => showInstrumentsLive(dapp));
  it("capture two instruments on cables, from the click to another doctor's replay", () =>
    tellOfCapture(dapp));
  it("hand a capture in once, however often it is tried", () => handInOnce(dapp));
  // The last one: from then on this hospital's corrections take its officers.
  it("have officers make a key, and permit corrections two of three", () => tellOfOfficers(dapp));
});

/** Notes every visit, so that none stays open. */
function closingAll(dapp: Dapp, visits: Visit[]): Dapp {
  const noted = (visit: Visit): Visit => {
    visits.push(visit);
    return visit;
  };
  return {
    ...dapp,
    visit: async (options) => noted(await dapp.visit(options)),
    asPerson: async (key, options) => noted(await dapp.asPerson(key, options)),
  };
}

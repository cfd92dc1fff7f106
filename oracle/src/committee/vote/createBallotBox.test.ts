import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "node:test";
import type { Hex } from "viem";
import type { View, Watch } from "../chain/createWatch.ts";
import { createEventTable } from "../chain/eventTable.ts";
import type { Judgement } from "../committee.ts";
import { COMMITTEE_MIGRATION } from "../migration.ts";
import type { CommitteePlace } from "../place.ts";
import type { VotingScheme } from "../scheme/votingScheme.ts";
import { createBallotBox } from "./createBallotBox.ts";
import { createShareTable, type SeenShare } from "./shareTable.ts";
import { createVoteTable, type Vote } from "./voteTable.ts";

const word = (digit: string): Hex => `0x${digit.repeat(64)}`;
const ASKING = word("1");
const vote: Vote = { epoch: 3, kind: 2, slot: word("5"), payload: word("a") };
const other: Vote = { ...vote, payload: word("b") };

/** Station 0 of two, in epoch 3; its database and tables are real, the chain and the key are not looked at. */
function aBox(judge: () => Promise<Judgement>, judgeMs = 1_000) {
  const database = new DatabaseSync(":memory:");
  database.exec(COMMITTEE_MIGRATION);
  const events = createEventTable(database, 1);
  const setups = [{ setup: 1, size: 2, members: 3n }];
  events.take(
    { keys: [], setups, epochs: [], decisions: [], isAny: true, hasOtherStations: false },
    { block: 1, hash: word("e") },
  );
  const station = (number: number, organization: Hex) => ({
    station: number,
    organization,
    account: word("9"),
    status: "active" as const,
    deposit: 50n,
    isActing: true,
    seats: 1,
    reputation: 1n,
  });
  const view: View = {
    settings: { epochSeconds: 60, expectedSeats: 4n, minimumDeposit: 1n },
    state: {
      block: 1,
      epoch: 3,
      setup: 1,
      drawnFor: 3,
      voters: [0, 1],
      seats: 2,
      reputation: 2n,
      stationCount: 2,
      round: { seed: word("7"), epoch: 4, openedAt: 0, weightsBlock: 0n, registered: [] },
    },
    stations: [station(0, word("2")), station(1, ASKING)],
  };
  const watch: Watch = {
    events,
    latest: () => view,
    look: async () => view,
    forgetStations: () => undefined,
  };
  const place: Pick<CommitteePlace, "chainId" | "committee"> = {
    chainId: 7_100,
    committee: `0x${"12".repeat(20)}`,
  };
  const scheme: Pick<VotingScheme, "lacks" | "sign"> = {
    lacks: () => null,
    sign: async (_setup, digest) => digest,
  };
  const seen: SeenShare[] = [];
  const box = createBallotBox({
    place,
    watch,
    scheme,
    station: () => 0,
    judges: new Map([[2, judge]]),
    votes: createVoteTable(database),
    shares: createShareTable(database),
    onShare: (share) => void seen.push(share),
    onSigned: () => undefined,
    judgeMs,
  });
  return { box, seen };
}

const yes = async (): Promise<Judgement> => ({ verdict: "yes" });

describe("a station's votes", () => {
  it("are for one payload of a slot, also when two are asked for at once", async () => {
    const { promise, resolve } = Promise.withResolvers<Judgement>();
    const { box } = aBox(() => promise);
    const asked = [vote, other].map((each) => box.answer(ASKING, { vote: each, own: null }));
    resolve({ verdict: "yes" });
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    assert.deepEqual(statuses.toSorted(), ["otherwise", "signed"]);
  });

  it("are given again for what was signed, without another judgement", async () => {
    let judgements = 0;
    const { box } = aBox(async () => ((judgements += 1), { verdict: "yes" }));
    const [one, again] = [await box.cast(vote), await box.cast(vote)];
    assert.deepEqual([one, judgements], [again, 1]);
  });

  it("are not given for another epoch, by who has no vote, or against the judge", async () => {
    const { box } = aBox(async () => ({ verdict: "no", code: "BECAUSE", why: "so" }));
    assert.deepEqual(await box.cast(vote), { status: "no", code: "BECAUSE" });
    assert.deepEqual(await box.cast({ ...vote, epoch: 2 }), { status: "no", code: "COMMITTEE_EPOCH_OVER" });
    assert.deepEqual(await box.cast({ ...vote, epoch: 4 }), {
      status: "later",
      code: "COMMITTEE_NODE_BEHIND",
    });
    assert.deepEqual(await box.cast({ ...vote, kind: 3 }), { status: "no", code: "COMMITTEE_NO_JUDGE" });
  });

  it("keep nobody waiting for a slow judge, which is asked once", async () => {
    let judgements = 0;
    const { promise, resolve } = Promise.withResolvers<Judgement>();
    const { box } = aBox(() => ((judgements += 1), promise), 10);
    assert.deepEqual(await box.cast(vote), { status: "later", code: "COMMITTEE_JUDGE_SLOW" });
    resolve({ verdict: "yes" });
    assert.equal((await box.cast(vote)).status, "signed");
    assert.equal(judgements, 1);
  });

  it("are refused to whoever is no station", async () => {
    const { box } = aBox(yes);
    await assert.rejects(box.answer(word("8"), { vote, own: null }), { code: "COMMITTEE_NOT_A_STATION" });
  });

  it("keep the asking station's vote where there is one to compare with, and nowhere else", async () => {
    const { box, seen } = aBox(yes);
    const own: Hex = `0x${"ab".repeat(48)}`;
    await box.answer(ASKING, { vote: { ...vote, kind: 3 }, own });
    assert.equal(seen.length, 0);
    for (const each of [vote, other]) await box.answer(ASKING, { vote: each, own });
    assert.deepEqual(
      seen.map(({ station, payload }) => [station, payload]),
      [
        [1, vote.payload],
        [1, other.payload],
      ],
    );
  });
});

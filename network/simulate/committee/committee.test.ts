import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { committeeBounds } from "@medlattice/sdk/committee";
import { initCrypto } from "@medlattice/sdk/crypto";
import { createRandom } from "../random.ts";
import { DEFAULT_MODEL, renderReport, simulateCommittee } from "./index.ts";
import { simulateVote } from "./simulateVote.ts";
import { makeStations } from "./stations.ts";

before(initCrypto);

const SMALL = { ...DEFAULT_MODEL, stations: [12, 20], expected: [30, 300], epochs: 3, votesPerEpoch: 5 };

describe("makeStations", () => {
  it("gives all tokens out, the most to the first, and silences at most the share", () => {
    const stations = makeStations(DEFAULT_MODEL, 50);
    const held = stations.map(({ tokens }) => Number(tokens));
    assert.equal(
      held.reduce((a, b) => a + b),
      12_000,
    );
    assert.deepEqual(
      held,
      held.toSorted((a, b) => b - a),
    );
    const silent = stations
      .filter(({ isSilent }) => isSilent)
      .reduce((sum, { tokens }) => sum + Number(tokens), 0);
    assert.ok(silent <= 2_400 + 50 && silent > 2_000, `${silent}`);
  });
});

describe("simulateVote", () => {
  const members = (silent: readonly number[]) =>
    Array.from({ length: 9 }, (_, station) => ({ station, seats: 1, isSilent: silent.includes(station) }));
  const vote = (silent: readonly number[], model = DEFAULT_MODEL) =>
    simulateVote(model, members(silent), createRandom(3, "vote"));

  it("needs more than two thirds of the seats", () => {
    assert.ok(vote([]).isReached);
    assert.ok(vote([7, 8]).isReached);
    assert.ok(!vote([6, 7, 8]).isReached, "exactly two thirds");
  });

  it("waits for a silent collector and goes on with the next", () => {
    const { collectedMs, timeouts } = vote([]);
    assert.equal(timeouts, 0);
    const quick = { ...DEFAULT_MODEL.network, timeoutMs: 0 };
    for (let station = 0; station < 9; station++) {
      const late = vote([station]);
      if (late.timeouts === 0) continue;
      assert.equal(late.timeouts, 1);
      const at = vote([station], { ...DEFAULT_MODEL, network: quick });
      assert.ok(Math.abs(late.collectedMs - at.collectedMs - DEFAULT_MODEL.network.timeoutMs) < 1e-6);
      return;
    }
    assert.fail(`nobody collected; ${collectedMs}`);
  });

  it("counts a proposal and a share for each, and one transaction", () => {
    assert.equal(vote([]).messages, 8 + 9 + 1);
    assert.equal(vote([7]).messages, 8 + 8 + 1);
  });
});

describe("simulateCommittee", () => {
  it("gives the same for the same seed, but for what this machine took, and another for another", () => {
    const [one, again] = [simulateCommittee(SMALL), simulateCommittee(SMALL)];
    assert.deepEqual(again.cases, one.cases);
    assert.notDeepEqual(simulateCommittee({ ...SMALL, seed: 2 }).cases, one.cases);
  });

  it("sets up and votes with real keys: the silent are left out, and the one false share is found", () => {
    const { setup, votes } = simulateCommittee(SMALL);
    assert.equal(setup.stations, 12);
    assert.ok(setup.leftOut.length > 0);
    assert.ok(setup.leftOut.every(({ reason }) => reason === "CONTRIBUTION_MISSING"));
    for (const vote of votes) assert.equal(vote.leftOut.length, 1);
  });

  it("draws about as many seats as expected, and splits who is heavy", () => {
    const { cases } = simulateCommittee(SMALL);
    for (const { expected, seats, heaviestParts, members, stations } of cases) {
      const { all } = committeeBounds({ lambda: 30, expected, honest: "0.8" });
      assert.ok(
        seats.least >= all.min && seats.most <= all.max,
        `${seats.least}–${seats.most} of ${expected}`,
      );
      assert.ok(members.most <= stations);
      if (expected === 30) assert.equal(heaviestParts, 1);
    }
    assert.ok(cases.some(({ heaviestParts }) => heaviestParts > 1));
  });

  it("renders a page that needs nothing else", () => {
    const page = renderReport(simulateCommittee(SMALL));
    assert.equal(page.match(/<svg /g)?.length, 6);
    assert.doesNotMatch(page, /NaN|undefined|Infinity/);
    assert.doesNotMatch(page, /(?:src|href)=|https?:/);
  });
});

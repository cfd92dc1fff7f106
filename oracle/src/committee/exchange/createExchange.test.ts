import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { before, describe, it } from "node:test";
import { contribute, createGroup, encodeContribution, votingKeyOf } from "@medlattice/sdk/committee";
import { initCrypto } from "@medlattice/sdk/crypto";
import { UnavailableError } from "@medlattice/sdk/errors";
import { createLogger } from "../../http/logging.ts";
import type { Hex } from "viem";
import type { View, Watch } from "../chain/createWatch.ts";
import { COMMITTEE_MIGRATION } from "../migration.ts";
import { createContributionTable } from "./contributionTable.ts";
import { createExchange, type Exchange } from "./createExchange.ts";

before(initCrypto);

const SECRETS = [11n, 22n, 33n, 44n];
const logger = createLogger("silent", "test");
const organizationOf = (station: number): Hex => `0x${String(station).repeat(64)}`;

function aView(): View {
  const stations = SECRETS.map((_, station) => ({
    station,
    organization: organizationOf(station),
    account: organizationOf(station),
    status: "active" as const,
    deposit: 50n,
    isActing: true,
    seats: 1,
    reputation: 1n,
  }));
  return {
    settings: { epochSeconds: 60, expectedSeats: 4n, minimumDeposit: 1n },
    state: {
      block: 1,
      epoch: 0,
      setup: 0,
      drawnFor: 0,
      voters: [],
      seats: 0,
      reputation: 0n,
      stationCount: stations.length,
      round: { seed: organizationOf(0), epoch: 1, openedAt: 0, weightsBlock: 0n, registered: [] },
    },
    stations,
  };
}

/** Four stations that reach each other, but for those that are away. */
function aNetwork(away: readonly number[] = []) {
  const view = aView();
  const group = createGroup(SECRETS.map((secret) => votingKeyOf(secret).publicKey));
  const silent = new Set(away);
  const exchanges: Exchange[] = [];
  for (const [station, secret] of SECRETS.entries()) {
    const database = new DatabaseSync(":memory:");
    database.exec(COMMITTEE_MIGRATION);
    const watch: Pick<Watch, "latest" | "look"> = { latest: () => view, look: async () => view };
    exchanges.push(
      createExchange({
        watch,
        key: votingKeyOf(secret),
        groups: () => group,
        table: createContributionTable(database),
        station: () => station,
        async ask(organization, body) {
          const other = view.stations.findIndex((each) => each.organization === organization);
          const found = exchanges[other];
          if (found === undefined || silent.has(other) || silent.has(station)) {
            throw new UnavailableError("PEER_UNREACHABLE", "It is away.");
          }
          return found.answer(organizationOf(station), body);
        },
        logger,
      }),
    );
  }
  const at = (station: number): Exchange => exchanges[station] ?? assert.fail();
  return { at, view, group, silent, members: (station: number) => at(station).status()?.members };
}

describe("the exchange of contributions (systems.md P8, decision 0019)", () => {
  it("is done when each station has asked once", async () => {
    const { at, view, members } = aNetwork();
    for (const station of SECRETS.keys()) await at(station).step(view);
    // Whoever asked first had nobody's answer yet, but was told by those who asked it.
    for (const station of SECRETS.keys()) assert.deepEqual(members(station), [0, 1, 2, 3]);
    assert.deepEqual(at(0).status()?.leftOut, []);
  });

  it("goes on without who is silent, and names it", async () => {
    const { at, view, members } = aNetwork([3]);
    for (const station of [0, 1, 2]) await at(station).step(view);
    assert.deepEqual(members(0), [0, 1, 2]);
    assert.deepEqual(at(0).status()?.leftOut, [{ station: 3, reason: "PEER_UNREACHABLE" }]);
  });

  it("takes no false contribution, names whose it is, and takes its true one later", async () => {
    const { at, group, members } = aNetwork();
    const ask = (own: unknown) => at(0).answer(organizationOf(3), { groupId: group.groupId, own, known: [] });
    await ask(encodeContribution(group, contribute(group, 3, 45n)));
    assert.deepEqual(members(0), []);
    assert.ok(
      at(0)
        .status()
        ?.leftOut.some((each) => each.station === 3 && each.reason === "CONTRIBUTION_FALSE"),
    );
    await ask({ format: "something else" });
    assert.deepEqual(members(0), []);
    await ask(encodeContribution(group, contribute(group, 3, 44n)));
    assert.deepEqual(members(0), [3]);
  });

  it("is passed on by others when who contributed is gone", async () => {
    const { at, view, silent, members } = aNetwork([2]);
    for (const station of [0, 1, 3]) await at(station).step(view);
    silent.delete(2);
    silent.add(3);
    await at(2).step(view);
    assert.deepEqual(members(2), [0, 1, 2, 3], "station 3's, from the others");
  });

  it("answers nobody who is no station, and nothing about another group", async () => {
    const { at, group } = aNetwork();
    const body = { groupId: group.groupId, own: null, known: [] };
    await assert.rejects(at(0).answer(`0x${"9".repeat(64)}`, body), { code: "COMMITTEE_NOT_A_STATION" });
    const other = await at(0).answer(organizationOf(1), { ...body, groupId: organizationOf(5) });
    assert.deepEqual(other, { contributions: [] });
  });
});

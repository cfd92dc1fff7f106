import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { after, before, it } from "node:test";
import { initCrypto } from "@medlattice/sdk/crypto";
import { foundCommittee } from "../../network/src/stack/foundCommittee.ts";
import { openChain } from "../../oracle/src/chains/openChain.ts";
import { createWatch } from "../../oracle/src/committee/chain/createWatch.ts";
import { COMMITTEE_MIGRATION } from "../../oracle/src/committee/migration.ts";
import { type Gate, createGate } from "../bridge/fixture/gate.ts";
import { NAMES } from "../bridge/fixture/world.ts";
import { type TestChain, authorityAccount, startTestChain } from "../oracle/fixture/chain.ts";
import { codeOf } from "../oracle/fixture/errors.ts";
import { configOf } from "../oracle/fixture/readModel.ts";
import { founderOf, PARAMETERS, STATIONS } from "./fixture/world.ts";

let chain: TestChain;
let gate: Gate;

before(async () => {
  await initCrypto();
  const organizations = STATIONS.map((name, index) => ({
    dnsName: NAMES[name],
    kind: [1, 2, 3, 8][index] ?? 1,
  }));
  chain = await startTestChain(7_171, "consortium", organizations, undefined, PARAMETERS);
  gate = await createGate(chain.chain.url);
});
after(async () => {
  await gate.close();
  await chain.close();
});

it("a watch whose node fails between what was said and how things stand looks again", async () => {
  const { chainId, contracts } = chain;
  const {
    Committee: committee = "0x",
    MedToken: medToken = "0x",
    BlsVoteVerifier: voteVerifier = "0x",
  } = contracts;
  const place = {
    chain: openChain(configOf(chain, gate.url)),
    chainId,
    committee,
    voteVerifier,
    medToken,
    organizationRegistry: contracts.OrganizationRegistry,
    scheme: 1,
  } as const;
  const database = new DatabaseSync(":memory:");
  database.exec(COMMITTEE_MIGRATION);
  const watch = createWatch(place, database);
  assert.equal((await watch.look()).stations.length, 0);

  const founding = { rpcUrl: chain.chain.url, chainId, committee, medToken };
  await foundCommittee(founding, { authority: authorityAccount, stations: STATIONS.map(founderOf) });
  gate.refuse("eth_call");
  assert.equal(await codeOf(watch.look()), "CHAIN_UNREACHABLE");
  assert.equal(watch.events.keys().length, STATIONS.length, "what was said is kept");
  gate.open();
  const { state, stations } = await watch.look();
  assert.equal(state.stationCount, STATIONS.length);
  assert.deepEqual(
    stations.map(({ status }) => status),
    STATIONS.map(() => "active"),
  );
});

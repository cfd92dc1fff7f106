import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { startCommittee } from "../../network/src/stack/startCommittee.ts";
import { register } from "../bridge/fixture/records.ts";
import { type BridgePatient, type Name } from "../bridge/fixture/world.ts";
import { inboxTotals, untilPosted } from "../bridge/fixture/waits.ts";
import { seededRandom } from "../certainty/random.ts";
import { authorityAccount } from "../oracle/fixture/chain.ts";
import { type OracleProcess, spawnOracle } from "../oracle/fixture/process.ts";
import { type CommitteeWorld, startCommitteeWorld, STATIONS } from "./fixture/world.ts";

const KILLS = 3;
const seed = Number(process.env["KILL_SEED"] ?? Date.now() % 1_000_000);
let world: CommitteeWorld;
let alice: BridgePatient;
const oracles = new Map<Name, OracleProcess>();

before(async () => {
  world = await startCommitteeWorld({ begins: false, parameters: { epochSeconds: 4 } });
  alice = await world.patient(world.hospital);
});
after(async () => {
  await Promise.all([...oracles.values()].map((oracle) => oracle.kill("SIGKILL")));
  await world.close();
});

const spawn = async (name: Name): Promise<void> => {
  oracles.set(name, await spawnOracle(world.of(name).configPath));
};

it(`stations killed at any moment pin each batch once, and nobody signs twice (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  await Promise.all(STATIONS.map(spawn));
  // In the middle of the exchange of contributions, perhaps.
  await oracles.get("platform")?.kill("SIGKILL");
  await spawn("platform");
  await startCommittee(world.place, {
    authority: authorityAccount,
    oracleUrl: oracles.get("authority")?.url ?? "",
    stations: STATIONS.length,
  });
  let items = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    await register(world.hospital.chain, world.hospital.doctor, alice.person);
    items += 1;
    await new Promise((resolve) => setTimeout(resolve, random.between(500, 3_500)));
    const name = random.pick(STATIONS);
    await oracles.get(name)?.kill("SIGKILL");
    await spawn(name);
  }
  const log = () => [...oracles.values()].map((oracle) => oracle.log().slice(-3_000)).join("\n");
  await untilPosted(world, items, 60_000);
  const { batches } = await inboxTotals(world);
  for (let sequence = 1; sequence <= batches; sequence += 1) {
    await world
      .untilPinned(sequence, 60_000)
      .catch((error: unknown) => assert.fail(`${String(error)} ${log()}`));
  }
  const { committee: address } = world.place;
  const events = { address, abi: ABIS.Committee, fromBlock: 0n } as const;
  const decided = await world.inbox.getContractEvents({ ...events, eventName: "Decided" });
  assert.equal(decided.length, batches);
  assert.deepEqual(await world.inbox.getContractEvents({ ...events, eventName: "EquivocationProven" }), []);
});

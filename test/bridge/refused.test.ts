import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { encodeFunctionData } from "viem";
import { authorityAccount } from "../oracle/fixture/chain.ts";
import { eventually } from "../oracle/fixture/errors.ts";
import { register } from "./fixture/records.ts";
import { NAMES, startWorld, type World } from "./fixture/world.ts";
import { untilPosted } from "./fixture/waits.ts";

const SUSPENDED = 2;
const ACTIVE = 1;

let world: World;
before(async () => {
  world = await startWorld();
  await world.start("hospital", "platform", "authority", "trust");
});
after(() => world.close());

function setStatus(status: number): Promise<unknown> {
  const { consortium } = world;
  const data = encodeFunctionData({
    abi: ABIS.OrganizationRegistry,
    functionName: "setOrganizationStatus",
    args: [orgIdOf(NAMES.platform), status],
  });
  return consortium.send(authorityAccount, consortium.contracts.OrganizationRegistry, data);
}

describe("a section that the contract refuses", () => {
  it("holds up nobody else, and is posted once it is right again", async () => {
    const { hospital, platform } = world;
    const [alice, bob] = [await world.patient(hospital), await world.patient(platform)];
    const write = () => register(hospital.chain, hospital.doctor, alice.person);
    await setStatus(SUSPENDED);
    await register(platform.chain, platform.doctor, bob.person);
    await eventually(async () => world.log().includes("a batch of summaries was refused"));
    for (const items of [1, 2]) {
      await write();
      await untilPosted(world, items);
    }
    const refusals = world.log().split("a batch of summaries was refused").length - 1;
    assert.ok(refusals <= 8, `tried ${refusals} times, each time later`);
    await setStatus(ACTIVE);
    await untilPosted(world, 3);
  });
});

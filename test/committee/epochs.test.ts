import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { encodeFunctionData, type Hex, numberToHex } from "viem";
import { authorityAccount } from "../oracle/fixture/chain.ts";
import { createPuppet } from "./fixture/puppet.ts";
import {
  type CommitteeWorld,
  committeeHealth,
  startCommitteeWorld,
  stationAccount,
  untilCommittee,
} from "./fixture/world.ts";

let world: CommitteeWorld;
const TRUST = 3;

before(async () => {
  const parameters = { epochSeconds: 2 };
  world = await startCommitteeWorld({ parameters, founders: ["hospital", "platform", "authority"] });
});
after(() => world.close());

const abi = ABIS.Committee;
const read = {
  epoch: async () =>
    Number(await world.inbox.readContract({ address: world.place.committee, abi, functionName: "epoch" })),
  electorate: () =>
    world.inbox.readContract({ address: world.place.committee, abi, functionName: "electorate" }),
  seats: async (epoch: number, station: number) =>
    (
      await world.inbox.readContract({
        address: world.place.committee,
        abi,
        functionName: "seatOf",
        args: [BigInt(epoch), BigInt(station)],
      })
    ).seats,
};

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(world.warnings());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Epochs end when something was decided in them. */
async function untilEpoch(epoch: number): Promise<void> {
  while ((await read.epoch()) < epoch) {
    const now = await read.epoch();
    await world.untilPinned(await world.write());
    await until(async () => (await read.epoch()) > now);
  }
}

const decisionOn = (sequence: number) =>
  world.inbox.getContractEvents({
    address: world.place.committee,
    abi,
    eventName: "Decided",
    args: { kind: 5, slot: numberToHex(sequence, { size: 32 }) },
    fromBlock: 0n,
  });

async function toToken(account: Parameters<CommitteeWorld["consortium"]["send"]>[0], data: Hex) {
  await world.consortium.send(account, world.place.medToken, data);
}

const transfer = (to: Hex, amount: bigint): Hex =>
  encodeFunctionData({ abi: ABIS.MedToken, functionName: "transfer", args: [to, amount] });

describe("epochs", () => {
  it("give nobody a vote who is no station", async () => {
    assert.equal((await committeeHealth(world, "trust")).station, null);
    const vote = {
      epoch: 1,
      kind: 5,
      slot: `0x${"01".repeat(32)}`,
      payload: `0x${"02".repeat(32)}`,
    } as const;
    const { status } = await createPuppet(world, "trust").ask("hospital", vote, null);
    assert.equal(status, 403);
  });

  it("end by turn, and seat whoever has drawn", async () => {
    await untilEpoch(2);
    const { drawnFor, stations, seats } = await read.electorate();
    assert.ok(drawnFor >= 2n && stations === 0b111n && seats >= 200, `${drawnFor} ${stations} ${seats}`);
  });

  it("decide without one of three: at once where the others have enough, else once they have drawn without it", async () => {
    await world.stop("platform");
    const sequence = await world.write();
    await world.untilPinned(sequence, 60_000);
    const [decided] = await decisionOn(sequence);
    assert.equal(decided?.args.present, 0b101n);
    await world.start("platform");
  });

  it("admit a station that the operators have listed, and set the group up with it", async () => {
    await untilCommittee(world, "trust", ({ station }) => station === TRUST);
    const { committee } = world.place;
    const account = stationAccount("trust");
    const at = { abi: ABIS.MedToken } as const;
    await toToken(authorityAccount, transfer(account.address, 2_000n));
    await toToken(account, encodeFunctionData({ ...at, functionName: "delegate", args: [account.address] }));
    await toToken(account, encodeFunctionData({ ...at, functionName: "approve", args: [committee, 50n] }));
    const data = encodeFunctionData({ abi, functionName: "deposit", args: [BigInt(TRUST), 50n] });
    await world.consortium.send(account, committee, data);
    await until(async () => {
      await untilEpoch((await read.epoch()) + 1);
      return ((await read.electorate()).stations >> BigInt(TRUST)) % 2n === 1n;
    });
  });

  it("weigh tokens that were held before the seed could be known", async () => {
    const moved = await read.epoch();
    await toToken(stationAccount("trust"), transfer(authorityAccount.address, 1_950n));
    await untilEpoch(moved + 3);
    assert.ok((await read.seats(moved + 1, TRUST)) > 0);
    assert.equal(await read.seats(moved + 4, TRUST), 0);
  });
});

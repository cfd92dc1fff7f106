import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { toHex } from "@medlattice/sdk/codec";
import { platformRandom } from "@medlattice/sdk/crypto";
import { contractDomain, digestOf, orgIdOf, typed } from "@medlattice/sdk/eip712";
import { decodeFunctionData, encodeFunctionData, type Hex, numberToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { NAMES } from "../bridge/fixture/world.ts";
import { authorityAccount } from "../oracle/fixture/chain.ts";
import { votingSecret } from "../oracle/fixture/oracle.ts";
import { createPuppet, type PuppetVote } from "./fixture/puppet.ts";
import { type CommitteeWorld, startCommitteeWorld, stationAccount, untilCommittee } from "./fixture/world.ts";

let world: CommitteeWorld;
const TRUST = 3;
const abi = ABIS.Committee;

before(async () => {
  const parameters = { scheme: 2, epochSeconds: 2 } as const;
  world = await startCommitteeWorld({ parameters, founders: ["hospital", "platform", "authority"] });
});
after(() => world.close());

const read = {
  epoch: async () =>
    Number(await world.inbox.readContract({ address: world.place.committee, abi, functionName: "epoch" })),
  electorate: () =>
    world.inbox.readContract({ address: world.place.committee, abi, functionName: "electorate" }),
  station: (station: number) =>
    world.inbox.readContract({
      address: world.place.committee,
      abi,
      functionName: "stationAt",
      args: [BigInt(station)],
    }),
};

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(world.warnings());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A new batch, pinned. @returns its sequence, who is in the decision, and the evidence that the contract took */
async function pinned() {
  const sequence = await world.write();
  await world.untilPinned(sequence, 60_000);
  const [decided] = await world.inbox.getContractEvents({
    address: world.place.committee,
    abi,
    eventName: "Decided",
    args: { kind: 5, slot: numberToHex(sequence, { size: 32 }) },
    fromBlock: 0n,
  });
  assert.ok(decided !== undefined);
  const { input } = await world.inbox.getTransaction({ hash: decided.transactionHash });
  const call = decodeFunctionData({ abi, data: input });
  assert.ok(call.functionName === "decide");
  const [, evidence] = call.args;
  return { sequence, present: decided.args.present, epoch: Number(decided.args.epoch), evidence };
}

function signedBy(name: "platform", vote: PuppetVote): Promise<Hex> {
  const domain = contractDomain({
    contract: "Committee",
    chainId: world.place.chainId,
    address: world.place.committee,
  });
  const hash = digestOf(typed("CommitteeVote", domain, { ...vote, epoch: BigInt(vote.epoch) }));
  const secret = numberToHex(votingSecret(orgIdOf(NAMES[name])), { size: 32 });
  return privateKeyToAccount(secret).sign({ hash });
}

/** On engines without EIP-2537 votes are one signature of each (rule 18). */
describe("stations that vote by ECDSA", () => {
  it("pin batches by a signature of each", async () => {
    const { present, evidence } = await pinned();
    assert.equal(present, 0b111n);
    assert.match(evidence, new RegExp(`^0x02(?:[0-9a-f]{${2 * 67}}){3}$`));
  });

  it("draw in the open, and go on without one of three", async () => {
    await until(async () => (await read.electorate()).drawnFor >= 2n);
    await world.stop("platform");
    assert.equal((await pinned()).present, 0b101n);
    await world.start("platform");
  });

  it("take a listed station in, which has nothing to exchange", async () => {
    await untilCommittee(world, "trust", ({ station }) => station === TRUST);
    const { committee, medToken } = world.place;
    const account = stationAccount("trust");
    const token = (functionName: "transfer" | "approve", to: Hex, amount: bigint): Hex =>
      encodeFunctionData({ abi: ABIS.MedToken, functionName, args: [to, amount] });
    const delegate = encodeFunctionData({
      abi: ABIS.MedToken,
      functionName: "delegate",
      args: [account.address],
    });
    await world.consortium.send(authorityAccount, medToken, token("transfer", account.address, 2_000n));
    await world.consortium.send(account, medToken, delegate);
    await world.consortium.send(account, medToken, token("approve", committee, 50n));
    const deposit = encodeFunctionData({ abi, functionName: "deposit", args: [BigInt(TRUST), 50n] });
    await world.consortium.send(account, committee, deposit);
    await until(async () => {
      await pinned();
      return ((await read.electorate()).stations >> BigInt(TRUST)) % 2n === 1n;
    });
  });

  it("take the deposit of whoever votes against a decision that it is in", async () => {
    // A vote counts in its epoch only, and epochs are short here.
    await until(async () => {
      const { sequence, present = 0n, epoch } = await pinned();
      const slot = numberToHex(sequence, { size: 32 });
      const vote: PuppetVote = { epoch, kind: 5, slot, payload: toHex(platformRandom(32)) };
      if ((present >> 1n) % 2n === 1n) {
        await createPuppet(world, "platform").ask("hospital", vote, await signedBy("platform", vote));
      }
      return (await read.station(1)).status === 3;
    });
    assert.equal((await read.station(1)).deposit, 0n);
  });
});

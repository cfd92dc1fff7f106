import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { orgIdOf, sign } from "@medlattice/sdk/eip712";
import {
  type SnapshotAccount,
  type SnapshotHead,
  makeSnapshot,
  snapshotHeadTyped,
  snapshotSalt,
} from "@medlattice/sdk/snapshot";
import { type Hex, createPublicClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { hashOfBody, makeAnchor, signReply } from "../../oracle/src/anchoring/anchorMessages.ts";
import { snapshotReply } from "../../oracle/src/anchoring/snapshotMessages.ts";
import { createSnapshotTable } from "../../oracle/src/anchoring/snapshotTable.ts";
import { type BridgePatient, NAMES } from "../bridge/fixture/world.ts";
import { errorOf } from "../oracle/fixture/errors.ts";
import { testKey } from "../oracle/fixture/chain.ts";
import { asPeer } from "./fixture/asPeer.ts";
import { type AnchoringWorld, NETWORK, PUBLIC } from "./fixture/world.ts";
import { withCode } from "./fixture/withCode.ts";

const SALT_KEY = new Uint8Array(32).fill(7);

/** The hospital hands in an older state of an account, leaves one out, adds one, or names another block; the authority says which it is. */
export async function refusesLies(world: AnchoringWorld, alice: BridgePatient): Promise<void> {
  await world.untilAnchored("authority");
  await world.stop("hospital");
  try {
    await tellLies(world, alice);
  } finally {
    await world.start("hospital");
  }
}

async function tellLies(world: AnchoringWorld, alice: BridgePatient): Promise<void> {
  const { chainId, chain } = world.hospital.chain;
  const known = (await world.anchors("authority")).snapshots.find((each) => each.chainId === chainId);
  const file = join(world.written.folder, NAMES.hospital, "data", "oracle.sqlite");
  const database = new DatabaseSync(file, { readOnly: true });
  const last = createSnapshotTable(database).find(chainId, known?.sequence ?? 0);
  database.close();
  assert.ok(last !== undefined);
  await world.record(world.hospital, alice);
  const block = await createPublicClient({ transport: http(chain.url) }).getBlock();
  const before = last.head;
  const organization = orgIdOf(NAMES.hospital);
  const said = {
    ...before.chain,
    sequence: before.chain.sequence + 1,
    blockNumber: Number(block.number),
    blockHash: block.hash,
    previous: before.root,
  };
  const at = { chainId: world.consortium.chainId, committee: world.place.committee };

  async function handIn(accounts: readonly SnapshotAccount[], chainSaid = said): Promise<unknown> {
    const { root } = makeSnapshot({
      chain: chainSaid,
      accounts,
      saltOf: (personId) => snapshotSalt(SALT_KEY, { ...chainSaid, personId }),
    });
    const head: SnapshotHead = { organization, chain: chainSaid, root };
    const signer = privateKeyToAccount(testKey(`oracle ${organization}`));
    const signature = await sign(signer, snapshotHeadTyped(at, head));
    const saltKey: Hex = `0x${Buffer.from(SALT_KEY).toString("hex")}`;
    const json = { head, signature, accounts, saltKey };
    const request = { method: "POST", path: "/peer/v1/snapshots", json } as const;
    return asPeer(world, "hospital", async (peers) => {
      for (;;) {
        const error = await errorOf(peers.json(orgIdOf(NAMES.authority), request, snapshotReply));
        // Its index has not come to the block yet.
        if (error.code !== "SNAPSHOT_NODE_BEHIND") throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
  }

  const place = last.accounts.findIndex(({ personId }) => personId === alice.person.personId);
  const old = await withCode(handIn(last.accounts), "SNAPSHOT_ACCOUNT_DIFFERS");
  assert.deepEqual([old.facts["account"], old.facts["member"]], [place, "height"]);
  const rest = last.accounts.filter((_, index) => index !== place);
  await withCode(handIn(rest), "SNAPSHOT_ACCOUNT_MISSING");
  const stranger = {
    personId: `0x${"f".repeat(64)}`,
    balance: 0,
    height: 0,
    dataRoot: `0x${"0".repeat(64)}`,
  } as const;
  await withCode(handIn([...rest, stranger]), "SNAPSHOT_ACCOUNT_MISSING");
  await withCode(handIn(last.accounts, { ...said, blockHash: before.root }), "SNAPSHOT_BLOCK_DIFFERS");
  await withCode(handIn(last.accounts, { ...said, labelCount: 1 }), "SNAPSHOT_LABELS_DIFFER");
  await withCode(handIn(last.accounts, { ...said, previous: block.hash }), "SNAPSHOT_NOT_NEXT");
}

/** A station signs one root under a sequence: for every public chain, and no other one. */
export async function refusesSecondRoot(
  world: AnchoringWorld,
  untilAllSilent: () => Promise<void>,
  write: () => Promise<void>,
): Promise<void> {
  const { first, second, other } = world.publics;
  await world.untilAnchored("trust");
  for (const node of [first, second, other]) node.shut();
  await untilAllSilent();
  const newest = await world.untilAnchored("trust");
  const chains = [world.hospital.chain.chainId, world.platform.chain.chainId];
  await write();
  const decided = await decidedOf(world, chains);
  const before = new Map(newest.snapshots.map((each) => [each.chainId, each]));
  const head = {
    network: NETWORK,
    sequence: newest.sequence + 1,
    previous: hashOfBody({ ...newest, network: NETWORK }),
  };
  const [one, two] = chains.map((chainId) =>
    makeAnchor(head, [...new Map([...before, [chainId, decided.get(chainId) ?? assert.fail()]]).values()]),
  );
  const ask = (anchor: typeof one, chainId: number) =>
    asPeer(world, "platform", (peers) =>
      peers.json(
        orgIdOf(NAMES.trust),
        { method: "POST", path: "/peer/v1/anchors/signatures", json: { anchor, chainId, predecessor: null } },
        signReply,
      ),
    );
  const signature = await ask(one, PUBLIC.first);
  assert.deepEqual(await ask(one, PUBLIC.first), signature);
  assert.notDeepEqual(await ask(one, PUBLIC.second), signature);
  await withCode(ask(two, PUBLIC.first), "ANCHOR_OTHER_SIGNED");
  await withCode(ask(two, PUBLIC.second), "ANCHOR_OTHER_SIGNED");
  assert.ok(one !== undefined);
  await withCode(ask({ ...one, network: head.previous }, PUBLIC.first), "ANCHOR_OTHER_NETWORK");
  await withCode(ask({ ...one, sequence: one.sequence + 1 }, PUBLIC.first), "ANCHOR_TOO_EARLY");
  for (const node of [first, second, other]) node.open();
  // Who has the turn finds out what was signed and takes it up.
  const anchored = await world.untilAnchor(
    "trust",
    ({ sequence, state }) => sequence === one.sequence && state === "final",
  );
  assert.equal(anchored.root, one.root);
}

async function decidedOf(world: AnchoringWorld, chains: readonly number[]) {
  const end = Date.now() + 30_000;
  for (;;) {
    const { snapshots } = await world.anchors("trust");
    const decided = snapshots.filter(({ state }) => state === "decided");
    if (chains.every((chainId) => decided.some((each) => each.chainId === chainId))) {
      return new Map(
        decided.map(({ chainId, sequence, root }) => [chainId, { chainId, sequence, root }] as const),
      );
    }
    if (Date.now() > end) assert.fail(JSON.stringify(snapshots));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

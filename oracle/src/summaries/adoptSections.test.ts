import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sign } from "@medlattice/sdk/eip712";
import { blindStranger, headAfter, sectionHashOf } from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import { adoptSections } from "./adoptSections.ts";
import { type InboxAt, type SectionBody, typedSection } from "./messages.ts";
import { createSectionTable } from "./sectionTable.ts";
import { CHAIN, chainOf, INSTITUTION, random32, sectionOf, viewOf } from "./testing/privateChain.ts";

const ITEMS = 25;
const FIRST = 12;
const AT: InboxAt = { chainId: 7100, inbox: `0x${"22".repeat(20)}` };
const oracle = privateKeyToAccount(generatePrivateKey());

async function signed(handedIn: Pick<SectionBody, "section" | "items">): Promise<SectionBody> {
  return { ...handedIn, signature: await sign(oracle, typedSection(AT, handedIn.section)) };
}

/** A chain, the two sections that were posted of it, an authority that has both, and a data folder that has none. */
async function lost(t: { after: (close: () => void) => void }) {
  const chain = chainOf(ITEMS);
  const first = sectionOf(chain, 0, FIRST);
  const head = { ...headAfter(first.section), items: FIRST };
  const second = sectionOf(chain, FIRST, ITEMS, head);
  const bodies = [await signed(first), await signed(second)];
  const copies = new Map(bodies.map((body) => [sectionHashOf(body.section), body]));
  const database = openDatabase({
    folder: "",
    file: ":memory:",
    migrations: MIGRATIONS,
    synchronous: "NORMAL",
  });
  t.after(() => database.close());
  const sections = createSectionTable(database);
  const hashes = [...copies.keys()];
  const adopt = (
    change: { readonly fetch?: (hash: Hex) => Promise<SectionBody>; readonly block?: number } = {},
  ) =>
    adoptSections({
      chainId: CHAIN,
      at: AT,
      orgId: INSTITUTION,
      database,
      collector: viewOf(chain, change.block),
      posted: { hashesOf: () => hashes },
      sections,
      fetch: change.fetch ?? (async (hash) => copies.get(hash) ?? assert.fail()),
      nowSeconds: () => 7,
    });
  return { adopt, bodies, chain, copies, first, hashes, sections };
}

describe("an institution that has lost its data folder", () => {
  it("takes its posted sections over from an authority, those it lacks, with their places and signatures", async (t) => {
    const { adopt, bodies, hashes, sections } = await lost(t);
    assert.equal(await adopt(), 2);
    for (const [index, hash] of hashes.entries()) {
      const kept = sections.find(hash) ?? assert.fail();
      const { section, items, signature } = kept;
      assert.deepEqual({ section, items: [...items], signature }, bodies[index]);
      assert.equal(kept.signer, oracle.address.toLowerCase());
      assert.equal(kept.firstItem, [0, FIRST][index]);
    }
    assert.equal(sections.holding(CHAIN, FIRST)?.sectionHash, hashes[1]);
    assert.equal(await adopt({ fetch: async () => assert.fail("nothing is lost any more") }), 0);
  });

  it("forgets what an older copy of the folder had formed for the same place", async (t) => {
    const { adopt, chain, hashes, sections } = await lost(t);
    const other = await signed(sectionOf(chain, 0, FIRST - 1));
    sections.put({ ...other, firstItem: 0, signer: INSTITUTION, created: 1, strangers: 0 });
    assert.equal(await adopt(), 2);
    assert.deepEqual(sections.hashesFrom(CHAIN, 0), hashes);
  });

  it("believes no authority: neither another section, nor other items, nor what the own chain does not hold", async (t) => {
    const { adopt, bodies, chain, copies, first, hashes, sections } = await lost(t);
    const [own, next] = [bodies[0] ?? assert.fail(), bodies[1] ?? assert.fail()];
    const answers = (body: SectionBody) => adopt({ fetch: async () => body });
    await assert.rejects(answers(next), { code: "SUMMARY_SECTION_FOREIGN" });
    const items = own.items.with(3, { ...(own.items[3] ?? assert.fail()), recordId: random32() });
    await assert.rejects(answers({ ...own, items }), { code: "SUMMARY_ITEMS_MISMATCH" });
    // Whom an item is about is under the section's hash as well.
    const [item] = first.items;
    assert.ok(item !== undefined);
    const blinded = own.items.with(0, { ...item, ...blindStranger(new Uint8Array(32).fill(9), item) });
    await assert.rejects(answers({ ...own, items: blinded }), { code: "SUMMARY_ITEMS_MISMATCH" });
    assert.deepEqual(sections.hashesFrom(CHAIN, 0), []);
    // Posted in this organisation's name, and not what its chain says: nothing is taken over.
    const forged = await signed(sectionOf(chainOf(FIRST), 0, FIRST));
    const hash = sectionHashOf(forged.section);
    copies.set(hash, forged);
    hashes.splice(0, 1, hash);
    await assert.rejects(adopt(), { code: "SUMMARY_ITEM_ADDED" });
    assert.deepEqual(sections.hashesFrom(CHAIN, 0), []);
    assert.equal(chain.length, ITEMS);
  });

  it("waits until it has read its own chain again", async (t) => {
    const { adopt } = await lost(t);
    await assert.rejects(adopt({ block: 4 }), { code: "SUMMARY_NODE_BEHIND" });
    assert.equal(await adopt(), 2);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { concatHex, encodeAbiParameters, keccak256 } from "viem/utils";
import { COUNTS, type Hex } from "../codec/index.ts";
import { merkleRoot } from "../crypto/index.ts";
import { sealDocument } from "../envelope/index.ts";
import { newId } from "../record/index.ts";
import { withCode } from "../testing/errors.ts";
import { grantTo } from "../testing/grant.ts";
import { hexBytes } from "../testing/messages.ts";
import { checkAsyncProperty } from "../testing/property.ts";
import { confirmed, createWorld } from "../testing/world.ts";
import { dealLeaf, requireDealt, signDeals } from "./deal-tree.ts";
import { openDeal, openGrantPackage, sealedDealSchema, type ConsentHome, type SealedDeal } from "./index.ts";

const account = privateKeyToAccount(generatePrivateKey());
const home: ConsentHome = { chainId: 7100, consentRegistry: `0x${"c0".repeat(20)}` };
const notSigned = withCode("SIGNATURE_INVALID", { struct: "Deals" });

describe("the tree of what is dealt", () => {
  it("proves each leaf to whoever has its path, within the bound, and nothing that was changed", async () => {
    const hashes = fc.array(hexBytes(32), { minLength: 1, maxLength: COUNTS.proxies + 2 });
    await checkAsyncProperty(
      fc.asyncProperty(hashes, fc.nat(), hexBytes(32), async (drawn, at, other) => {
        const of = { home, grantor: newId(), grantId: newId() };
        const leaves = drawn.map((hash) => dealLeaf("deal", [hash]));
        const { paths, ...signed } = await signDeals(of, leaves, account);
        const position = at % leaves.length;
        const [leaf, path] = [leaves[position] ?? "0x", paths[position] ?? []];
        const proof = { ...signed, leaf, path };
        assert.ok(path.length <= COUNTS.dealPath);
        await requireDealt(of, proof);
        const changes: readonly [typeof of, typeof proof][] = [
          [{ ...of, grantId: other }, proof],
          [{ ...of, grantor: other }, proof],
          [{ ...of, home: { ...home, chainId: 7101 } }, proof],
          [{ ...of, home: { ...home, consentRegistry: `0x${"c1".repeat(20)}` } }, proof],
          [of, { ...proof, leaf: dealLeaf("deal", [other]) }],
          [of, { ...proof, leaf: dealLeaf("package", [drawn[position] ?? "0x"]) }],
          [of, { ...proof, path: [...path, other] }],
          ...path.map((_sibling, index): [typeof of, typeof proof] => [
            of,
            { ...proof, path: path.with(index, other) },
          ]),
        ];
        for (const [signedUnder, changed] of changes) {
          await assert.rejects(requireDealt(signedUnder, changed), notSigned);
        }
      }),
      12,
    );
  });

  it("has the documented leaves, of which none is one of another kind or an inner node", () => {
    const [hash, salt] = [newId(), newId()];
    const word = { type: "bytes32" };
    const encoded = encodeAbiParameters(
      [{ type: "string" }, word, word],
      ["medlattice/person-link-leaf/v1", hash, salt],
    );
    assert.equal(dealLeaf("link", [hash, salt]), keccak256(keccak256(encoded)));
    const kinds = ["deal", "package", "link"] as const;
    assert.equal(new Set(kinds.map((kind) => dealLeaf(kind, [hash]))).size, kinds.length);
    const [left, right] = [dealLeaf("deal", [hash]), dealLeaf("deal", [salt])].toSorted() as [Hex, Hex];
    assert.equal(merkleRoot([left, right]), keccak256(concatHex([left, right])));
  });
});

describe("a proxy", async () => {
  const world = await createWorld();
  const record = await confirmed(world);
  const granted = await grantTo(world, record);
  const [sealed, others] = granted.made.deals;
  const proxy = world.proxies.find(({ organization }) => organization === sealed?.organization);
  assert.ok(sealed !== undefined && others !== undefined && proxy !== undefined);
  const { identity, recipient, index, organization } = proxy;
  const { threshold } = world;
  const open = (deal: SealedDeal) => openDeal({ sealed: deal, identity, organization, index, threshold });

  it("gets the same signature as all others, and holds a link that counts without the deal", async () => {
    assert.equal(new Set(granted.made.deals.map(({ signature }) => signature)).size, 1);
    assert.equal(granted.sealedPackage.signature, sealed.signature);
    const { link } = await open(sealed);
    assert.deepEqual(link?.home.path, sealed.linkPath);
    assert.equal(link?.home.signature, sealed.signature);
  });

  it("refuses a path that is another's, shorter, or another grant's with its signature", async () => {
    const elsewhere = (await grantTo(world, record)).made.deals[0] ?? assert.fail();
    const { signature, path } = elsewhere;
    for (const changed of [
      { ...sealed, path: others.path },
      { ...sealed, path: sealed.path.slice(1) },
      { ...sealed, path: sealed.path.with(0, newId()) },
      { ...sealed, signature, path },
    ]) {
      await assert.rejects(open(changed), notSigned);
    }
  });

  it("refuses a link whose path is missing or another leaf's", async () => {
    await assert.rejects(open({ ...sealed, linkPath: null }), withCode("DEAL_MISMATCH", { member: "link" }));
    await assert.rejects(open({ ...sealed, linkPath: sealed.path }), notSigned);
  });

  it("refuses the grantee's package, and the grantee a deal", async () => {
    const { stored, outside } = granted.made.grantPackage;
    const asDeal = { ...outside, sealed: await sealDocument(stored, [recipient]) };
    await assert.rejects(open(asDeal), withCode("DOCUMENT_INVALID", { field: "format" }));
    await assert.rejects(
      openGrantPackage({ sealed, identity, threshold }),
      withCode("DOCUMENT_INVALID", { field: "format" }),
    );
  });

  it("refuses a package whose path is a deal's", async () => {
    const { identity: own } = granted.doctor.sealing;
    const moved = { ...granted.sealedPackage, path: sealed.path };
    await assert.rejects(openGrantPackage({ sealed: moved, identity: own, threshold }), notSigned);
  });

  it("never sees a path that is longer than the largest tree", () => {
    const path = (length: number) => Array.from({ length }, newId);
    const longest = { ...sealed, path: path(COUNTS.dealPath) };
    assert.deepEqual(sealedDealSchema.parse(longest), longest);
    for (const changed of [
      { ...sealed, path: path(COUNTS.dealPath + 1) },
      { ...sealed, linkPath: path(COUNTS.dealPath + 1) },
      { ...sealed, path: ["0x"] },
    ]) {
      assert.equal(sealedDealSchema.safeParse(changed).success, false);
    }
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { concat, encodeAbiParameters, keccak256 } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { toHex, type Hex } from "../codec/index.ts";
import { derivePublicX, derivePublicY, initCrypto } from "../crypto/index.ts";
import { contractDomain } from "../eip712/index.ts";
import { withCode } from "../testing/errors.ts";
import {
  categoryScalar,
  categoryTag,
  createKeyManifest,
  discloseLeaf,
  keyManifestRoot,
  MasterKey,
  parseKeyManifest,
  readCategoryLeaf,
  readReceiveLeaf,
  readSealingLeaf,
  receiveScalar,
  sealingKey,
  storeKeyManifest,
  tagKey,
  verifyDisclosure,
} from "./index.ts";

await initCrypto();
const personId: Hex = `0x${"51".repeat(32)}`;
const domain = contractDomain({
  contract: "IdentityRegistry",
  chainId: 7101,
  address: `0x${"0a".repeat(20)}`,
});
const plan = {
  chainId: 7101,
  epoch: 0,
  receiveEpoch: 0,
  categories: [
    { code: "laboratory", epoch: 0 },
    { code: "imaging", epoch: 2 },
  ],
};

async function published() {
  const master = MasterKey.generate();
  const signer = privateKeyToAccount(generatePrivateKey());
  const signed = await createKeyManifest({ master, personId, plan, domain, signer });
  return { master, signer, signed };
}

describe("key manifest", () => {
  it("comes back from storage with the same root, and again from the master key alone", async () => {
    const { master, signer, signed } = await published();
    const stored = storeKeyManifest(signed.manifest);
    assert.equal(keyManifestRoot(parseKeyManifest(stored.bytes)), signed.root);
    const again = await createKeyManifest({ master, personId, plan, domain, signer });
    assert.equal(again.root, signed.root);
    assert.equal(again.signature, signed.signature);
  });

  it("has leaves of the documented bytes, under a root that OpenZeppelin's MerkleProof verifies", async () => {
    const { signed } = await published();
    const types = [{ type: "string" }, { type: "string" }, { type: "bytes" }, { type: "bytes32" }] as const;
    const { leaf, path } = discloseLeaf(signed, "category", "laboratory");
    let node = keccak256(
      keccak256(encodeAbiParameters(types, [leaf.kind, leaf.label, leaf.value, leaf.salt])),
    );
    for (const sibling of path) node = keccak256(concat(node < sibling ? [node, sibling] : [sibling, node]));
    assert.equal(node, signed.root);
  });

  it("shows one category to a doctor, with the key and tag of that category and no word of another", async () => {
    const { master, signed } = await published();
    const disclosure = discloseLeaf(signed, "category", "laboratory");
    const leaf = await verifyDisclosure({
      disclosure: JSON.parse(JSON.stringify(disclosure)),
      expected: { personId, root: signed.root },
      domain,
    });
    assert.deepEqual(readCategoryLeaf(leaf), {
      code: "laboratory",
      tag: categoryTag(tagKey(master, 7101), "laboratory"),
      x: toHex(derivePublicX(categoryScalar(master, "laboratory", 0))),
      epoch: 0,
    });
    assert.equal(JSON.stringify(disclosure).includes("imaging"), false);
  });

  it("holds the receive key, the sealing recipient and the check value", async () => {
    const { master, signed } = await published();
    assert.equal(
      readReceiveLeaf(discloseLeaf(signed, "receive").leaf),
      toHex(derivePublicY(receiveScalar(master, 0))),
    );
    assert.equal(
      readSealingLeaf(discloseLeaf(signed, "sealing").leaf),
      (await sealingKey(master, 0)).recipient,
    );
    assert.equal(discloseLeaf(signed, "check").leaf.value, master.check());
    assert.throws(
      () => discloseLeaf(signed, "category", "surgery"),
      withCode("KEY_LEAF_MISSING", { kind: "category" }),
    );
    assert.throws(
      () => readReceiveLeaf(discloseLeaf(signed, "check").leaf),
      withCode("KEY_LEAF_INVALID", { kind: "receive" }),
    );
  });

  it("salts leaves, so that equal keys on two chains or epochs look different", async () => {
    const { master, signer, signed } = await published();
    const other = await createKeyManifest({ master, personId, plan: { ...plan, epoch: 1 }, domain, signer });
    const leaves = new Set([...signed.manifest.leaves, ...other.manifest.leaves].map(({ salt }) => salt));
    assert.equal(leaves.size, 2 * signed.manifest.leaves.length);
  });
});

describe("verifyDisclosure refuses", () => {
  it("another person, chain or root", async () => {
    const { signed } = await published();
    const disclosure = discloseLeaf(signed, "receive");
    const expected = { personId, root: signed.root };
    const zero: Hex = `0x${"00".repeat(32)}`;
    await assert.rejects(
      verifyDisclosure({ disclosure, expected: { ...expected, personId: zero }, domain }),
      withCode("KEY_DISCLOSURE_MISMATCH", { member: "personId" }),
    );
    await assert.rejects(
      verifyDisclosure({ disclosure, expected: { ...expected, root: zero }, domain }),
      withCode("KEY_DISCLOSURE_MISMATCH", { member: "root" }),
    );
    await assert.rejects(
      verifyDisclosure({ disclosure, expected, domain: { ...domain, chainId: 7100 } }),
      withCode("KEY_DISCLOSURE_MISMATCH", { member: "chainId" }),
    );
  });

  it("a changed leaf, path, epoch, signer or signature", async () => {
    const { signed } = await published();
    const disclosure = discloseLeaf(signed, "category", "imaging");
    const expected = { personId, root: signed.root };
    const { leaf } = disclosure;
    for (const changed of [
      { ...leaf, label: "laboratory" },
      { ...leaf, kind: "sealing" },
      { ...leaf, salt: personId },
      { ...leaf, value: `0x00${leaf.value.slice(2)}` },
    ]) {
      await assert.rejects(
        verifyDisclosure({ disclosure: { ...disclosure, leaf: changed }, expected, domain }),
        withCode("KEY_DISCLOSURE_PATH_INVALID"),
      );
    }
    await assert.rejects(
      verifyDisclosure({ disclosure: { ...disclosure, path: disclosure.path.slice(1) }, expected, domain }),
      withCode("KEY_DISCLOSURE_PATH_INVALID"),
    );
    await assert.rejects(
      verifyDisclosure({ disclosure: { ...disclosure, epoch: 1 }, expected, domain }),
      withCode("SIGNATURE_INVALID"),
    );
    await assert.rejects(
      verifyDisclosure({ disclosure: { ...disclosure, signer: `0x${"0b".repeat(20)}` }, expected, domain }),
      withCode("SIGNATURE_INVALID"),
    );
    await assert.rejects(
      verifyDisclosure({ disclosure: { ...disclosure, extra: 1 }, expected, domain }),
      withCode("DOCUMENT_INVALID"),
    );
  });
});

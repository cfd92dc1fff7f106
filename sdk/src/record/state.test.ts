import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { encodeAbiParameters, keccak256, zeroHash } from "viem";
import type { Hex } from "../codec/index.ts";
import { withCode } from "../testing/errors.ts";
import { hexBytes } from "../testing/messages.ts";
import { checkProperty } from "../testing/property.ts";
import { createWorld, propose } from "../testing/world.ts";
import { appendEntry, EMPTY_ACCOUNT, newId, stateHash, verifyAccountChain } from "./index.ts";

const world = await createWorld();

describe("record state", () => {
  it("hashes as abi.encode of the struct", async () => {
    const { evidence } = await propose(world);
    const { state } = evidence;
    const components = [
      ...[
        "recordId",
        "patient",
        "author",
        "institution",
        "treatmentId",
        "categoryTag",
        "commitment",
        "commitmentProof",
        "manifestHash",
        "keywordRoot",
        "stationRoot",
      ].map((name) => ({ name, type: "bytes32" })),
      { name: "version", type: "uint32" },
      { name: "sequence", type: "uint32" },
      { name: "status", type: "uint8" },
    ];
    assert.equal(stateHash(state), keccak256(encodeAbiParameters([{ type: "tuple", components }], [state])));
  });
});

describe("account chain", () => {
  const entries = fc.array(
    fc.record({ recordId: hexBytes(32), commitment: hexBytes(32), institution: hexBytes(32) }),
    { maxLength: 6 },
  );
  const fold = (list: readonly { recordId: Hex; commitment: Hex; institution: Hex }[]) =>
    list.reduce(appendEntry, EMPTY_ACCOUNT);

  it("is the chain's own formula", () => {
    const entry = { recordId: newId(), commitment: newId(), institution: newId() };
    const words = [
      { type: "bytes32" },
      { type: "bytes32" },
      { type: "bytes32" },
      { type: "bytes32" },
    ] as const;
    const head = keccak256(
      encodeAbiParameters(words, [zeroHash, entry.recordId, entry.commitment, entry.institution]),
    );
    assert.deepEqual(appendEntry(EMPTY_ACCOUNT, entry), { head, height: 1 });
  });
  it("accepts the whole history in order and nothing else", () => {
    checkProperty(
      fc.property(entries, fc.nat(), (list, pick) => {
        verifyAccountChain(list, fold(list));
        const broken = withCode("ACCOUNT_CHAIN_BROKEN");
        if (list.length > 0)
          assert.throws(() => verifyAccountChain(list.toSpliced(pick % list.length, 1), fold(list)), broken);
        assert.throws(
          () =>
            verifyAccountChain(
              [...list, { recordId: newId(), commitment: newId(), institution: newId() }],
              fold(list),
            ),
          broken,
        );
        assert.throws(() => verifyAccountChain(list, { ...fold(list), height: list.length + 1 }), broken);
      }),
    );
  });
});

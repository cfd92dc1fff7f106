import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { encodeAbiParameters, keccak256 } from "viem/utils";
import { concatBytes, fromHex, toHex, type Hex } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import {
  BN254_ORDER,
  type CommitmentMessageParameters,
  commit,
  commitmentKeyOf,
  commitmentMessage,
  decodeOrProof,
  decompressCommitment,
  generateCommitmentKey,
  randomScalar,
  redact,
  verifyOpening,
} from "../index.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { bnScalars } from "../testing/bn254Scalars.ts";
import { anId, flipped, oneByte } from "../testing/fixtures.ts";
import { Point, multiply, toAffine } from "./bn254.ts";
import { commitmentGenerator } from "./generator.ts";

const aMessage = (): CommitmentMessageParameters => ({
  registryId: anId(),
  chainId: 7101n,
  recordId: anId(),
  version: 0,
  digest: anId(),
  fieldRoot: anId(),
});

function aCommitment() {
  const { x, h1 } = generateCommitmentKey();
  const message = aMessage();
  const { registryId } = message;
  const m = commitmentMessage(message);
  return { x, h1, message, m, registryId, ...commit({ h1, m, registryId }) };
}

describe("commitmentMessage", () => {
  it("is the documented hash, 248 bits", () => {
    const message = aMessage();
    const types = ["string", "bytes32", "uint256", "bytes32", "uint256", "bytes32", "bytes32"];
    const encoded = encodeAbiParameters(
      types.map((type) => ({ type })),
      [
        "medlattice/commitment-message/v1",
        message.registryId,
        message.chainId,
        message.recordId,
        BigInt(message.version),
        message.digest,
        message.fieldRoot,
      ],
    );
    assert.equal(commitmentMessage(message), BigInt(keccak256(encoded)) >> 8n);
    assert.ok(commitmentMessage(message) < 1n << 248n);
  });

  it("changes with every field", () => {
    const message = aMessage();
    const changes: Partial<CommitmentMessageParameters>[] = [
      { registryId: anId() },
      { chainId: 7102n },
      { recordId: anId() },
      { version: 1 },
      { digest: anId() },
      { fieldRoot: anId() },
    ];
    const all = [{}, ...changes].map((change) => commitmentMessage(Object.assign({}, message, change)));
    assert.equal(new Set(all).size, all.length);
  });

  it("refuses fields out of range", () => {
    for (const change of [
      { version: -1 },
      { version: 2 ** 32 },
      { digest: "0x00" },
      { chainId: -1n },
    ] as const) {
      assert.throws(
        () => commitmentMessage({ ...aMessage(), ...change }),
        withCode("COMMITMENT_MESSAGE_INVALID"),
      );
    }
  });
});

describe("commit and verifyOpening", () => {
  it("make and accept h = r·H1 + m·H2 for any key and message", () => {
    checkProperty(
      fc.property(bnScalars, fc.bigInt({ min: 0n, max: BN254_ORDER - 1n }), (x, m) => {
        const h1 = commitmentKeyOf(x);
        const registryId = anId();
        const { commitment, r, proof } = commit({ h1, m, registryId });
        verifyOpening({ commitment, h1, m, registryId, proof });
        const h = multiply(Point.BASE, x * r).add(multiply(commitmentGenerator(), m));
        assert.deepEqual(decompressCommitment(commitment), toAffine(h));
      }),
      10,
    );
  });

  it("refuse a message of q and beyond, which would be a second name of another", () => {
    const { h1, commitment, registryId, proof } = aCommitment();
    for (const m of [BN254_ORDER, BN254_ORDER + 5n, -1n]) {
      assert.throws(() => commit({ h1, m, registryId }), withCode("SCALAR_INVALID", { name: "m" }));
      assert.throws(
        () => verifyOpening({ commitment, h1, m, registryId, proof }),
        withCode("SCALAR_INVALID", { name: "m" }),
      );
    }
  });

  it("refuse another message, version, key, registry or commitment", () => {
    const { commitment, h1, m, message, registryId, proof } = aCommitment();
    const valid = { commitment, h1, m, registryId, proof };
    verifyOpening(valid);
    const refused = withCode("OPENING_INVALID");
    const others = [
      { m: commitmentMessage({ ...message, version: 1 }) },
      { m: commitmentMessage({ ...message, digest: anId() }) },
      { registryId: anId() },
      { h1: generateCommitmentKey().h1 },
      { commitment: aCommitment().commitment },
      { commitment: toHex(flipped(fromHex(commitment), 0, 0x80)) },
      { proof: aCommitment().proof },
    ];
    for (const other of others) assert.throws(() => verifyOpening({ ...valid, ...other }), refused);
  });

  it("refuse a proof with any one byte changed, cut or extended", () => {
    const { commitment, h1, m, registryId, proof } = aCommitment();
    const verify = (changed: Hex) => () => verifyOpening({ commitment, h1, m, registryId, proof: changed });
    checkProperty(
      fc.property(oneByte, ({ position, mask }) => {
        assert.throws(
          verify(toHex(flipped(fromHex(proof), position, mask))),
          (error: unknown) =>
            error instanceof Error &&
            "code" in error &&
            /OPENING_INVALID|SCALAR_INVALID/.test(String(error.code)),
        );
      }),
      40,
    );
    const cut = toHex(fromHex(proof).slice(1));
    assert.throws(verify(cut), withCode("HEX_LENGTH"));
    assert.throws(verify(`${proof}00`), withCode("HEX_LENGTH"));
  });

  it("refuse a second spelling of a valid proof", () => {
    const { commitment, h1, m, registryId, proof } = aCommitment();
    const { c1, z1, c2, z2 } = decodeOrProof(proof);
    const words = [c1, z1, c2, z2];
    for (const [position, word] of words.entries()) {
      const changed = words.with(position, word + BN254_ORDER);
      const spelling = toHex(concatBytes(...changed.map((value) => bigintToBytes(value, 32))));
      assert.throws(
        () => verifyOpening({ commitment, h1, m, registryId, proof: spelling }),
        withCode("SCALAR_INVALID", { name: "proof" }),
      );
    }
  });

  it("refuse H1 at infinity, for which anybody could prove", () => {
    const { commitment, m, registryId, proof } = aCommitment();
    const h1 = { x: 0n, y: 0n };
    assert.throws(
      () => verifyOpening({ commitment, h1, m, registryId, proof }),
      withCode("POINT_INVALID", { name: "h1" }),
    );
    assert.throws(() => commit({ h1, m, registryId }), withCode("POINT_INVALID", { name: "h1" }));
  });
});

describe("redact", () => {
  it("opens the same commitment to new content, indistinguishable in form", () => {
    checkProperty(
      fc.property(fc.integer({ min: 1, max: 9 }), (version) => {
        const { x, h1, message, commitment, registryId, proof } = aCommitment();
        const m = commitmentMessage({ ...message, version, digest: anId() });
        const corrected = redact({ x, commitment, m, registryId });
        verifyOpening({ commitment, h1, m, registryId, proof: corrected });
        assert.equal(corrected.length, proof.length);
        assert.throws(
          () => verifyOpening({ commitment, h1, m, registryId, proof }),
          withCode("OPENING_INVALID"),
        );
      }),
      5,
    );
  });

  it("proves nothing with another trapdoor", () => {
    const { h1, message, commitment, registryId } = aCommitment();
    const m = commitmentMessage({ ...message, version: 1 });
    const proof = redact({ x: randomScalar(undefined, BN254_ORDER), commitment, m, registryId });
    assert.throws(() => verifyOpening({ commitment, h1, m, registryId, proof }), withCode("OPENING_INVALID"));
  });

  it("shows nothing of the trapdoor in two corrections", () => {
    // Krawczyk–Rabin hashes give x away with one collision: r0, m0, r1, m1 solve for it. Here no r exists in a correction, and the
    // halves that carry x are blinded afresh.
    const { x, message, commitment, registryId } = aCommitment();
    const proofs = [1, 2].map((version) =>
      decodeOrProof(redact({ x, commitment, m: commitmentMessage({ ...message, version }), registryId })),
    );
    const [first, second] = proofs;
    assert.ok(first && second);
    const inverse = (value: bigint) => Point.Fn.inv(Point.Fn.create(value));
    const candidate = Point.Fn.create((second.z2 - first.z2) * inverse(second.c2 - first.c2));
    assert.notEqual(candidate, x);
  });

  it("refuses a trapdoor of zero or q", () => {
    const { commitment, m, registryId } = aCommitment();
    for (const x of [0n, BN254_ORDER]) {
      assert.throws(
        () => redact({ x, commitment, m, registryId }),
        withCode("SCALAR_INVALID", { name: "x" }),
      );
    }
  });
});

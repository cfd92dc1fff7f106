import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { PROOF_BYTES, decodeProof, encodeProof } from "../../circuits/proof.ts";
import { fromHex, type Hex, toHex } from "../../codec/index.ts";
import { createNodeProver } from "../../node/prover/index.ts";
import { withCode } from "../../testing/errors.ts";
import { commitmentMessage } from "../index.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { anId, flipped } from "../testing/fixtures.ts";
import { BABY_JUBJUB_FIELD, decodeAffine, multiply } from "./curve.ts";
import { babyJubjubGenerator } from "./generator.ts";
import {
  BABY_JUBJUB_ORDER,
  commit,
  commitmentProofHash,
  decompressCommitment,
  generateCommitmentKey,
  redact,
  verifyOpening,
} from "./index.ts";

const prover = createNodeProver();
after(() => prover.close());

/** One proof for all cases: each changes one thing of it, and making one takes as long as they all do. */
const { x, h1 } = generateCommitmentKey();
const message = {
  registryId: anId(),
  chainId: 7101n,
  recordId: anId(),
  version: 0,
  digest: anId(),
  fieldRoot: anId(),
};
const { registryId } = message;
const m = commitmentMessage(message);
const made = await commit({ h1, m, registryId, prover });
const valid = { commitment: made.commitment, h1, m, registryId, proof: made.proof };
/** Field of the coordinates of a proof's points. */
const Q = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

describe("commit and verifyOpening on Baby Jubjub", () => {
  it("make and accept h = r·H1 + m·H2", () => {
    verifyOpening(valid);
    const h = multiply(decodeAffine(h1, "h1"), made.r).add(multiply(babyJubjubGenerator(), m));
    assert.deepEqual(decompressCommitment(made.commitment), h.toAffine());
    assert.equal(fromHex(made.proof).length, PROOF_BYTES);
  });

  it("refuse another message, version, key, registry or commitment", async () => {
    const refused = withCode("OPENING_INVALID");
    const other = generateCommitmentKey().h1;
    const foreign = await commit({ h1: other, m, registryId, prover });
    const others = [
      { m: commitmentMessage({ ...message, version: 1 }) },
      { m: commitmentMessage({ ...message, digest: anId() }) },
      { m: commitmentMessage({ ...message, recordId: anId() }) },
      { m: commitmentMessage({ ...message, chainId: 7102n }) },
      { registryId: anId() },
      { h1: other },
      { commitment: foreign.commitment },
      { proof: foreign.proof },
    ];
    for (const change of others) assert.throws(() => verifyOpening({ ...valid, ...change }), refused);
  });

  it("refuse messages of 2^248 and beyond", async () => {
    for (const beyond of [1n << 248n, BABY_JUBJUB_ORDER, -1n]) {
      const invalid = withCode("SCALAR_INVALID", { name: "m" });
      assert.throws(() => verifyOpening({ ...valid, m: beyond }), invalid);
      await assert.rejects(commit({ h1, m: beyond, registryId, prover }), invalid);
    }
  });

  it("refuse a proof with one byte changed in any of its words, cut or extended", () => {
    const bytes = fromHex(made.proof);
    for (let word = 0; word < 8; word++) {
      const proof = toHex(flipped(bytes, 32 * word + 31));
      assert.throws(() => verifyOpening({ ...valid, proof }), withCode("OPENING_INVALID"));
    }
    for (const proof of [toHex(bytes.slice(1)), `${made.proof}00`] as const) {
      assert.throws(() => verifyOpening({ ...valid, proof }), withCode("HEX_LENGTH"));
    }
  });

  it("refuse second spellings of a proof, and points at infinity", () => {
    const words = decodeProof(made.proof);
    const refuse = (changed: readonly bigint[]) =>
      assert.throws(
        () => verifyOpening({ ...valid, proof: encodeProof(changed) }),
        withCode("OPENING_INVALID"),
      );
    for (const [place, word] of words.entries()) refuse(words.with(place, word + Q));
    for (const [from, to] of [
      [0, 2],
      [2, 6],
      [6, 8],
    ] as const)
      refuse([...words].fill(0n, from, to));
  });

  it("accept a malleated proof: so nothing may be known by a proof's bytes", () => {
    // (−A, −B, C) fulfils the same equation.
    const [ax = 0n, ay = 0n, bxi = 0n, bxr = 0n, byi = 0n, byr = 0n, cx = 0n, cy = 0n] = decodeProof(
      made.proof,
    );
    const proof = encodeProof([ax, Q - ay, bxi, bxr, Q - byi, Q - byr, cx, cy]);
    assert.notEqual(proof, made.proof);
    assert.notEqual(commitmentProofHash(proof), commitmentProofHash(made.proof));
    verifyOpening({ ...valid, proof });
  });

  it("refuse keys and commitments that are no points of prime order", async () => {
    const two = { x: 0n, y: BABY_JUBJUB_FIELD - 1n };
    for (const bad of [{ x: 0n, y: 1n }, two, { x: h1.x, y: BABY_JUBJUB_FIELD - h1.y }, { x: 0n, y: 0n }]) {
      const invalid = withCode("POINT_INVALID", { name: "h1" });
      assert.throws(() => verifyOpening({ ...valid, h1: bad }), invalid);
      await assert.rejects(commit({ h1: bad, m, registryId, prover }), invalid);
    }
    const mirrored: Hex = toHex(bigintToBytes(BigInt(made.commitment) ^ (1n << 255n), 32));
    assert.throws(
      () => verifyOpening({ ...valid, commitment: mirrored }),
      withCode("POINT_INVALID", { name: "commitment" }),
    );
  });
});

describe("redact on Baby Jubjub", () => {
  it("opens the same commitment to new content, and the old proof does not", async () => {
    const corrected = commitmentMessage({ ...message, version: 1, digest: anId() });
    const proof = await redact({ x, commitment: made.commitment, m: corrected, registryId, prover });
    verifyOpening({ ...valid, m: corrected, proof });
    assert.throws(() => verifyOpening({ ...valid, m: corrected }), withCode("OPENING_INVALID"));
    assert.throws(() => verifyOpening({ ...valid, proof }), withCode("OPENING_INVALID"));
  });

  it("proves nothing for the key of another trapdoor", async () => {
    const other = generateCommitmentKey();
    const proof = await redact({ x: other.x, commitment: made.commitment, m, registryId, prover });
    assert.throws(() => verifyOpening({ ...valid, proof }), withCode("OPENING_INVALID"));
    verifyOpening({ ...valid, h1: other.h1, proof });
  });

  it("refuses a trapdoor of 0 or l", async () => {
    for (const wrong of [0n, BABY_JUBJUB_ORDER]) {
      const attempt = redact({ x: wrong, commitment: made.commitment, m, registryId, prover });
      await assert.rejects(attempt, withCode("SCALAR_INVALID", { name: "x" }));
    }
  });
});

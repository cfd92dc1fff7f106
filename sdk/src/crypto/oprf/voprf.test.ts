import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ristretto255_oprf } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { z } from "zod";
import { fromHex, toHex } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { at, flipped, oneByte } from "../testing/fixtures.ts";
import { readVectors } from "../testing/vectors.ts";
import { proveDleqWithNonce, proveDleq, verifyDleq } from "./dleq.ts";
import { Point, RISTRETTO_ORDER, decodeElement, decodeScalar, encodeScalar, multiply } from "./group.ts";
import { blindInput, blindInputWith, finalizeOutput } from "./voprf.ts";

const list = z.array(z.string());
const schema = z.object({
  seed: z.string(),
  keyInfo: z.string(),
  skSm: z.string(),
  pkSm: z.string(),
  vectors: z.array(
    z.object({
      input: list,
      blind: list,
      blindedElement: list,
      evaluationElement: list,
      proof: z.string(),
      proofRandomScalar: z.string(),
      output: list,
    }),
  ),
});

const bytes = (text: string) => fromHex(`0x${text}`);
const scalar = (text: string) => decodeScalar(bytes(text), "vector");
const element = (text: string) => decodeElement(bytes(text), "vector");
const hex = (value: Uint8Array) => toHex(value).slice(2);

describe("VOPRF(ristretto255, SHA-512)", () => {
  const { seed, keyInfo, skSm, pkSm, vectors } = schema.parse(readVectors("oprf.json"));

  it("has the key pair of RFC 9497 A.1.2", () => {
    const { secretKey, publicKey } = ristretto255_oprf.voprf.deriveKeyPair(bytes(seed), bytes(keyInfo));
    assert.equal(hex(secretKey), skSm);
    assert.equal(hex(publicKey), pkSm);
    assert.equal(hex(multiply(Point.BASE, scalar(skSm)).toBytes()), pkSm);
  });

  for (const [number, vector] of vectors.entries()) {
    it(`gives every value of test vector ${number + 1}`, () => {
      const blinded = vector.input.map((input, i) =>
        blindInputWith(bytes(input), scalar(at(vector.blind, i))),
      );
      assert.deepEqual(
        blinded.map((one) => hex(one.toBytes())),
        vector.blindedElement,
      );
      const evaluated = blinded.map((one) => multiply(one, scalar(skSm)));
      assert.deepEqual(
        evaluated.map((one) => hex(one.toBytes())),
        vector.evaluationElement,
      );
      const statement = { publicKey: element(pkSm), blinded, evaluated };
      const proof = proveDleqWithNonce(statement, scalar(skSm), scalar(vector.proofRandomScalar));
      assert.equal(hex(proof), vector.proof);
      verifyDleq(statement, bytes(vector.proof));
      const outputs = vector.input.map((input, i) =>
        hex(finalizeOutput(bytes(input), scalar(at(vector.blind, i)), at(evaluated, i))),
      );
      assert.deepEqual(outputs, vector.output);
    });
  }

  it("agrees with the twin for any input and key", () => {
    const { voprf } = ristretto255_oprf;
    checkProperty(
      fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => {
        const input = Uint8Array.from(raw);
        const { secretKey, publicKey } = voprf.generateKeyPair();
        const k = decodeScalar(secretKey, "k");
        const { blind, blinded } = blindInput(input);
        // Ours evaluated by the twin …
        const theirs = voprf.blindEvaluate(secretKey, publicKey, blinded.toBytes());
        const evaluated = decodeElement(theirs.evaluated, "e");
        const statement = {
          publicKey: decodeElement(publicKey, "k"),
          blinded: [blinded],
          evaluated: [evaluated],
        };
        verifyDleq(statement, theirs.proof);
        const output = finalizeOutput(input, blind, evaluated);
        const own = voprf.blind(input);
        const answer = voprf.blindEvaluate(secretKey, publicKey, own.blinded);
        assert.deepEqual(
          voprf.finalize(input, own.blind, answer.evaluated, own.blinded, publicKey, answer.proof),
          output,
        );
        // … and the twin's verification of ours.
        const proof = proveDleq(statement, k);
        assert.deepEqual(
          voprf.finalize(
            input,
            encodeScalar(blind),
            evaluated.toBytes(),
            blinded.toBytes(),
            publicKey,
            proof,
          ),
          output,
        );
      }),
      10,
    );
  });
});

describe("verifyDleq", () => {
  const aProof = () => {
    const k = 12345n;
    const publicKey = multiply(Point.BASE, k);
    const { blinded } = blindInput(Uint8Array.of(1));
    const statement = { publicKey, blinded: [blinded], evaluated: [multiply(blinded, k)] };
    return { statement, proof: proveDleq(statement, k) };
  };

  it("refuses another key, input or evaluation", () => {
    const { statement, proof } = aProof();
    const refused = withCode("EVALUATION_INVALID");
    verifyDleq(statement, proof);
    const other = multiply(Point.BASE, 99n);
    assert.throws(() => verifyDleq({ ...statement, publicKey: other }, proof), refused);
    assert.throws(() => verifyDleq({ ...statement, blinded: [other] }, proof), refused);
    assert.throws(() => verifyDleq({ ...statement, evaluated: [other] }, proof), refused);
  });

  it("refuses a proof with one byte changed, cut, or with a scalar of the order", () => {
    const { statement, proof } = aProof();
    checkProperty(
      fc.property(oneByte, ({ position, mask }) => {
        assert.throws(
          () => verifyDleq(statement, flipped(proof, position, mask)),
          (error: unknown) =>
            error instanceof Error &&
            "code" in error &&
            /EVALUATION_INVALID|SCALAR_INVALID/.test(String(error.code)),
        );
      }),
      25,
    );
    assert.throws(() => verifyDleq(statement, proof.slice(1)), withCode("PROOF_INVALID"));
    const order = Uint8Array.from([...proof.slice(0, 32), ...encodeScalar(RISTRETTO_ORDER)]);
    assert.throws(() => verifyDleq(statement, order), withCode("SCALAR_INVALID", { name: "proof.s" }));
  });
});

describe("decodeElement", () => {
  it("refuses the identity, non-canonical encodings and other lengths", () => {
    const refused = (reason: string) => withCode("POINT_INVALID", { name: "e", reason });
    assert.throws(() => decodeElement(new Uint8Array(32), "e"), refused("identity"));
    const base = Point.BASE.toBytes();
    assert.throws(() => decodeElement(base.slice(1), "e"), refused("group"));
    // RFC 9496 A.2: negative field elements, values not below p, and non-squares.
    assert.throws(() => decodeElement(flipped(base, 31, 0x80), "e"), refused("group"));
    assert.throws(() => decodeElement(new Uint8Array(32).fill(0xff), "e"), refused("group"));
    const negative = bytes("0100000000000000000000000000000000000000000000000000000000000000");
    assert.throws(() => decodeElement(negative, "e"), refused("group"));
  });

  it("limits inputs to what the RFC can frame", () => {
    blindInput(new Uint8Array(65_535));
    assert.throws(() => blindInput(new Uint8Array(65_536)), withCode("OPRF_INPUT_INVALID"));
  });
});

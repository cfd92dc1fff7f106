import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { isHex, type Hex } from "../codec/index.ts";
import { DOMAIN } from "../crypto/domains.ts";
import { decodeAffine, multiply } from "../crypto/babyJubjub/curve.ts";
import { babyJubjubGenerator, deriveGenerator } from "../crypto/babyJubjub/generator.ts";
import {
  BABY_JUBJUB_ORDER,
  commitmentKeyOf,
  compressCommitment,
  decodeCommitmentKey,
  verifyKeyPossession,
  verifyOpening,
} from "../crypto/babyJubjub/index.ts";
import { openingSignals } from "../crypto/babyJubjub/statement.ts";
import { readVectors } from "../crypto/testing/vectors.ts";
import { withCode } from "../testing/errors.ts";
import { verifyAmendment } from "./index.ts";
import { aRecord, amendmentInputs, changed } from "./testing/amendment.ts";

const hex = z.custom<Hex>((value) => isHex(value));
const integer = hex.transform(BigInt);
const point = z.object({ x: integer, y: integer });
const { opening, amendment } = z
  .object({
    opening: z.object({
      order: integer,
      h2: point,
      x: integer,
      h1: point,
      encodedKey: hex,
      possession: z.object({ chainId: z.number(), organizationRegistry: hex, orgId: hex, proof: hex }),
      registryId: hex,
      context: integer,
      r: integer,
      m: integer,
      h: point,
      commitment: hex,
      proof: hex,
      correctedM: integer,
      correctedProof: hex,
    }),
    amendment: z.object({ oldRoot: hex, newRoot: hex, policyRoot: hex, context: integer, proof: hex }),
  })
  .parse(readVectors("circuits.json"));

describe("circuits.json", () => {
  it("has our order, generator, key, commitment and context", () => {
    assert.equal(opening.order, BABY_JUBJUB_ORDER);
    assert.deepEqual(deriveGenerator(DOMAIN.babyJubjubGenerator).toAffine(), opening.h2);
    const { x, h1, r, m, h, commitment, registryId, encodedKey } = opening;
    assert.deepEqual(commitmentKeyOf(x), h1);
    assert.deepEqual(decodeCommitmentKey(encodedKey), h1);
    const made = multiply(decodeAffine(h1, "h1"), r).add(multiply(babyJubjubGenerator(), m));
    assert.deepEqual(made.toAffine(), h);
    assert.equal(compressCommitment(h), commitment);
    assert.equal(openingSignals({ h, h1, m, registryId }).context, opening.context);
  });

  it("has a proof of possession and openings that hold", () => {
    const { h1, commitment, registryId, m, proof, correctedM, correctedProof, possession } = opening;
    verifyKeyPossession({ ...possession, h1, chainId: BigInt(possession.chainId) });
    verifyOpening({ commitment, h1, m, registryId, proof });
    verifyOpening({ commitment, h1, m: correctedM, registryId, proof: correctedProof });
    assert.throws(
      () => verifyOpening({ commitment, h1, m: correctedM, registryId, proof }),
      withCode("OPENING_INVALID"),
    );
  });

  it("has an amendment that holds between the twin's roots", () => {
    verifyAmendment(amendment);
    const sections = aRecord();
    const changes = [changed(sections, 4, 9n), changed(sections, 0, 0n)];
    const { oldRoot, newRoot, policyRoot } = amendmentInputs({ sections, changes, policy: [101n, 102n] });
    assert.deepEqual(
      [oldRoot, newRoot, policyRoot],
      [amendment.oldRoot, amendment.newRoot, amendment.policyRoot].map(BigInt),
    );
  });
});

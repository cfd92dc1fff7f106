import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import type { Hex } from "@medlattice/sdk/codec";
import {
  type Signals,
  chameleonOpening,
  decodeProof,
  encodeProof,
  proofHolds,
} from "@medlattice/sdk/circuits";
import { createNodeProver } from "@medlattice/sdk/node/prover";
import {
  BABY_JUBJUB_ORDER,
  commit,
  commitmentKeyOf,
  compressCommitment,
  decompressCommitment,
  redact,
  verifyOpening,
} from "@medlattice/sdk/crypto/babyJubjub";
import { aTwistPoint } from "../../sdk/src/circuits/testing/twist.ts";
import { checkAsyncProperty } from "../../sdk/src/testing/property.ts";
import { type OpeningSignal, openingSignals } from "../../sdk/src/crypto/babyJubjub/statement.ts";
import { type Verifiers, refusal, startVerifiers } from "./fixture.ts";

const CONTRACT = "Groth16Commitments";
const GOAL_GAS = 230_000;
const R = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
const Q = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

const prover = createNodeProver();
const registryId: Hex = `0x${"5b".repeat(32)}`;
const x = 0x7ab1e5n;
const h1 = commitmentKeyOf(x);
const m = 0x5eedn;
let verifiers: Verifiers;
let address: Hex;

/** The contract's statement from the public signals. */
const statementOf = (
  { hX, hY, h1X, h1Y, m: message }: Signals<OpeningSignal>,
  registry: Hex = registryId,
) => ({
  registryId: registry,
  h1x: h1X,
  h1y: h1Y,
  hx: hX,
  hy: hY,
  m: message,
});
const onChain = async (statement: ReturnType<typeof statementOf>, proof: Hex) =>
  await verifiers.require(CONTRACT, address, "requireOpening", [statement, proof]);
const refused = async (statement: ReturnType<typeof statementOf>, proof: Hex) =>
  assert.equal(await refusal(CONTRACT, onChain(statement, proof)), "Groth16CommitmentsInvalidProof");

before(async () => {
  verifiers = await startVerifiers();
  address = await verifiers.deploy(CONTRACT);
});
after(async () => {
  prover.close();
  await verifiers.close();
});

describe("circuit, TypeScript and Solidity", () => {
  it("agree on openings and corrections of any values", async () => {
    const scalar = fc.bigInt({ min: 1n, max: BABY_JUBJUB_ORDER - 1n });
    const edge = fc.constantFrom(0n, 1n, 2n ** 248n - 1n);
    const message = fc.oneof(edge, fc.bigInt({ min: 0n, max: 2n ** 248n - 1n }));
    await checkAsyncProperty(
      fc.asyncProperty(scalar, message, message, async (trapdoor, first, second) => {
        const key = commitmentKeyOf(trapdoor);
        const { commitment, proof } = await commit({ h1: key, m: first, registryId, prover });
        const corrected = await redact({ x: trapdoor, commitment, m: second, registryId, prover });
        const h = decompressCommitment(commitment);
        for (const [said, made] of [
          [first, proof],
          [second, corrected],
        ] as const) {
          verifyOpening({ commitment, h1: key, m: said, registryId, proof: made });
          await onChain(statementOf(openingSignals({ h, h1: key, m: said, registryId })), made);
        }
        const word = await verifiers.read(CONTRACT, address, "compress", [h.x, h.y]);
        assert.equal(word, compressCommitment(h));
      }),
      3,
    );
  });
});

describe("Groth16Commitments", () => {
  let proof: Hex;
  let signals: Signals<OpeningSignal>;
  before(async () => {
    const made = await commit({ h1, m, registryId, prover });
    proof = made.proof;
    signals = openingSignals({ h: decompressCommitment(made.commitment), h1, m, registryId });
    await onChain(statementOf(signals), proof);
  });

  it("is scheme 2 with its kind of key", async () => {
    assert.equal(await verifiers.read(CONTRACT, address, "scheme", []), 2);
    assert.equal(await verifiers.read(CONTRACT, address, "keyKind", []), 6);
  });

  it("refuses each public signal when it is another, as TypeScript does", async () => {
    for (const name of chameleonOpening.publicSignals) {
      for (const value of [signals[name] ^ 1n, signals[name] + R, 0n]) {
        const changed = { ...signals, [name]: value };
        assert.ok(!proofHolds(chameleonOpening, changed, proof), name);
        if (name !== "context") await refused(statementOf(changed), proof);
      }
    }
    await refused(statementOf(signals, `0x${"5c".repeat(32)}`), proof);
  });

  it("refuses a proof with another word, a second spelling of one, or another length", async () => {
    const words = decodeProof(proof);
    for (const [place, word] of words.entries()) {
      for (const other of [word ^ 1n, word + Q, 0n]) {
        await refused(statementOf(signals), encodeProof(words.with(place, other)));
      }
    }
    await refused(statementOf(signals), proof.slice(0, -2) as Hex);
    await refused(statementOf(signals), `${proof}00`);
    await refused(statementOf(signals), "0x");
  });

  it("refuses a point of the twist outside the subgroup", async () => {
    const [ax = 0n, ay = 0n, , , , , cx = 0n, cy = 0n] = decodeProof(proof);
    const changed = encodeProof([ax, ay, ...aTwistPoint(), cx, cy]);
    assert.ok(!proofHolds(chameleonOpening, signals, changed));
    await refused(statementOf(signals), changed);
  });

  it("accepts a malleated proof, whose bytes therefore name nothing", async () => {
    const words = decodeProof(proof);
    const negated = [1, 4, 5].reduce((all, place) => all.with(place, Q - (all[place] ?? 0n)), [...words]);
    assert.ok(proofHolds(chameleonOpening, signals, encodeProof(negated)));
    await onChain(statementOf(signals), encodeProof(negated));
  });

  it("refuses a commitment or key of low order before it is compressed or proven", async () => {
    const two = [0n, R - 1n] as const;
    await refused({ ...statementOf(signals), h1x: 0n, h1y: 1n }, proof);
    await refused({ ...statementOf(signals), h1x: two[0], h1y: two[1] }, proof);
    for (const point of [
      [signals.hX, signals.hY + 1n],
      [signals.hX + R, signals.hY],
      [0n, 0n],
    ]) {
      const attempt = verifiers.read(CONTRACT, address, "compress", point);
      assert.equal(await refusal(CONTRACT, attempt), "Groth16CommitmentsInvalidPoint");
    }
  });

  it("stays within its gas, and estimates tell the truth", async () => {
    const gas = await verifiers.executionGas(CONTRACT, address, "requireOpening", [
      statementOf(signals),
      proof,
    ]);
    assert.ok(gas <= GOAL_GAS, `${gas} gas`);
  });

  it("is refused by chains that are not embedded ones", async () => {
    const foreign = await startVerifiers(31_337);
    try {
      await assert.rejects(foreign.deploy(CONTRACT));
    } finally {
      await foreign.close();
    }
  });
});

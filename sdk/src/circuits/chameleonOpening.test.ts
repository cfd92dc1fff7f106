import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { BABY_JUBJUB_FIELD, Point, decodeAffine, eighthOf } from "../crypto/babyJubjub/curve.ts";
import { babyJubjubGenerator } from "../crypto/babyJubjub/generator.ts";
import { BABY_JUBJUB_ORDER as L } from "../crypto/babyJubjub/index.ts";
import { withCode } from "../testing/errors.ts";
import { checkAsyncProperty } from "../testing/property.ts";
import type { CircuitInputs } from "./circuit.ts";
import { chameleonOpening } from "./generated/chameleon-opening.ts";
import { programOf } from "./testing/files.ts";
import { anOpening } from "./testing/opening.ts";
import { computeWitness } from "./worker/witness.ts";

let program: WebAssembly.Module;
before(async () => {
  program = await programOf(chameleonOpening);
});

const holds = async (inputs: CircuitInputs) => await computeWitness(program, inputs);
const refuses = async (inputs: CircuitInputs) =>
  await assert.rejects(computeWitness(program, inputs), withCode("CIRCUIT_REFUSES"));
const affine = ({ x, y }: { readonly x: bigint; readonly y: bigint }) => [x, y];
/** a·x² = 1, y = 0. */
const FOUR_X = 18930368022820495955728484915491405972470733850014661777449844430438130630919n;
const LOW_ORDER = { two: { x: 0n, y: BABY_JUBJUB_FIELD - 1n }, four: { x: FOUR_X, y: 0n } };

describe("chameleon-opening", () => {
  it("agrees with h = r·H1 + m·H2 and H1 = x·B8 for any values", async () => {
    const scalar = fc.bigInt({ min: 1n, max: L - 1n });
    const message = fc.bigInt({ min: 0n, max: 2n ** 248n - 1n });
    await checkAsyncProperty(
      fc.asyncProperty(scalar, scalar, message, async (x, r, m) => {
        const { byRandomness, byTrapdoor } = anOpening({ x, r, m });
        await holds(byRandomness);
        await holds(byTrapdoor);
        await refuses({ ...byRandomness, secret: (r % (L - 1n)) + 1n });
        await refuses({ ...byTrapdoor, secret: (x % (L - 1n)) + 1n });
      }),
      10,
    );
  });

  it("takes messages from 0 to 2^248 − 1", async () => {
    for (const m of [0n, 1n, 2n ** 248n - 1n]) await holds(anOpening({ m }).byRandomness);
  });

  it("refuses messages beyond, which are second names of others", async () => {
    const { key, r, byRandomness } = anOpening();
    for (const m of [2n ** 248n, L - 1n, L, L + 7n, BABY_JUBJUB_FIELD - 1n]) {
      // The commitment is the right one, so nothing but the range is wrong.
      const h = key.multiply(r).add(babyJubjubGenerator().multiplyUnsafe(m % L));
      await refuses({ ...byRandomness, h: affine(h.toAffine()), hEighth: affine(eighthOf(h).toAffine()), m });
    }
  });

  it("takes r and x from 1 to l − 1, and their other names below 2^251", async () => {
    for (const scalar of [1n, 2n, 2n ** 248n - 1n, 2n ** 248n, L - 1n]) {
      await holds(anOpening({ r: scalar }).byRandomness);
      await holds(anOpening({ x: scalar }).byTrapdoor);
    }
    const { byRandomness } = anOpening({ r: 5n });
    await holds({ ...byRandomness, secret: L + 5n });
    await refuses({ ...byRandomness, secret: 2n ** 251n + 5n });
    await refuses({ ...byRandomness, secret: BABY_JUBJUB_FIELD - 1n });
  });

  it("takes r = 0, with which h shows its message, and refuses a secret of 0 for anything else", async () => {
    const h = babyJubjubGenerator().multiply(7n);
    const shown = { h: affine(h.toAffine()), hEighth: affine(eighthOf(h).toAffine()), secret: 0n };
    await holds({ ...anOpening({ m: 7n }).byRandomness, ...shown });
    await refuses({ ...anOpening({ m: 8n }).byRandomness, ...shown });
    for (const secret of [0n, L]) {
      await refuses({ ...anOpening().byRandomness, secret });
      await refuses({ ...anOpening().byTrapdoor, secret });
    }
  });

  it("refuses another message, commitment or key for r", async () => {
    const { byRandomness } = anOpening();
    const other = anOpening({ x: 3n, r: 4n, m: 5n }).byRandomness;
    await refuses({ ...byRandomness, m: 5n });
    await refuses({ ...byRandomness, h: other["h"] ?? 0n, hEighth: other["hEighth"] ?? 0n });
    await refuses({ ...byRandomness, h1: other["h1"] ?? 0n, h1Eighth: other["h1Eighth"] ?? 0n });
  });

  it("lets x open any commitment to anything, and another trapdoor nothing", async () => {
    const { byTrapdoor } = anOpening();
    const other = anOpening({ r: 4n }).byRandomness;
    const { h = 0n, hEighth = 0n } = other;
    await holds({ ...byTrapdoor, h, hEighth, m: 99n });
    await refuses({ ...byTrapdoor, h, hEighth, m: 99n, secret: 3n });
    await refuses({ ...byTrapdoor, h, hEighth, m: 99n, secret: 4n, isTrapdoor: 0n });
  });

  it("refuses a branch that is neither", async () => {
    for (const isTrapdoor of [2n, BABY_JUBJUB_FIELD - 1n]) {
      await refuses({ ...anOpening().byTrapdoor, isTrapdoor });
      await refuses({ ...anOpening().byRandomness, isTrapdoor });
    }
  });

  it("refuses the identity as key, for which 0 would be a trapdoor", async () => {
    await refuses({ ...anOpening().byTrapdoor, h1: [0n, 1n], h1Eighth: [0n, 1n], secret: 0n });
  });

  it("refuses points outside the subgroup, off the curve, or with a wrong eighth", async () => {
    const { key, commitment, byRandomness, byTrapdoor } = anOpening();
    for (const low of Object.values(LOW_ORDER)) {
      const lowPoint = Point.fromAffine(low);
      const h1 = affine(key.add(lowPoint).toAffine());
      const h = affine(commitment.add(lowPoint).toAffine());
      await refuses({ ...byTrapdoor, h1: affine(low), h1Eighth: [0n, 1n] });
      await refuses({ ...byTrapdoor, h: affine(low), hEighth: [0n, 1n] });
      for (const valid of [byRandomness, byTrapdoor]) {
        await refuses({ ...valid, h1 });
        await refuses({ ...valid, h });
      }
    }
    const off = (point: typeof key) => [point.toAffine().x, (point.toAffine().y + 1n) % BABY_JUBJUB_FIELD];
    await refuses({ ...byTrapdoor, h: off(commitment) });
    await refuses({ ...byTrapdoor, h1: off(key) });
    const hEighth = byTrapdoor["hEighth"] ?? 0n;
    await refuses({ ...byTrapdoor, h1Eighth: hEighth });
    await refuses({ ...byTrapdoor, hEighth: affine(commitment.toAffine()) });
    await refuses({ ...byTrapdoor, hEighth: off(eighthOf(commitment)) });
  });

  it("takes any eighth of the same point", async () => {
    // The eighth has eight values on the curve; which one is of no consequence.
    const { commitment, byTrapdoor } = anOpening();
    const other = eighthOf(commitment).add(Point.fromAffine(LOW_ORDER.four));
    await holds({ ...byTrapdoor, hEighth: affine(other.toAffine()) });
  });

  it("has the generator that the SDK derives", async () => {
    // With r = 0 and m = 1 the commitment is H2 itself.
    const h = babyJubjubGenerator();
    const { byRandomness } = anOpening({ m: 1n });
    await holds({
      ...byRandomness,
      h: affine(h.toAffine()),
      hEighth: affine(eighthOf(h).toAffine()),
      secret: 0n,
    });
    assert.ok(decodeAffine(h.toAffine(), "h2").isTorsionFree());
  });

  it("refuses inputs it does not have, too many and too few", async () => {
    const { byTrapdoor } = anOpening();
    const invalid = withCode("CIRCUIT_INPUT_INVALID");
    await assert.rejects(computeWitness(program, { ...byTrapdoor, other: 1n }), invalid);
    await assert.rejects(computeWitness(program, { ...byTrapdoor, m: [1n, 2n] }), invalid);
    const { context: _, ...without } = byTrapdoor;
    await assert.rejects(computeWitness(program, without), invalid);
  });
});

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import fc from "fast-check";
import { z } from "zod";
import { fromHex, type Hex, isHex, toHex } from "../../codec/index.ts";
import { decodeG1 } from "../../crypto/bls/points.ts";
import { initCrypto, platformRandom } from "../../crypto/index.ts";
import { bytesToBigint } from "../../crypto/primitives/bytes.ts";
import { readReferenceVectors } from "../../crypto/testing/vectors.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { encodeG1Eip2537 } from "../bls/eip2537.ts";
import { COMMITTEE_DOMAIN } from "../domains.ts";
import { generateVotingKey, votingKeyOf } from "../keys/votingKey.ts";
import { exactBelow, exactSeats } from "../testing/exactSeats.ts";
import { hashTwin } from "../testing/twinVotes.ts";
import { drawSeats, openSeats, proveRound } from "./drawSeats.ts";
import { partsOf } from "./parts.ts";
import { drawOutput, proveDraw, verifyDraw } from "./proof.ts";
import { COMMITTEE_ROLE, genesisSeed, nextSeed, roundMessage, type SortitionRound } from "./round.ts";
import { MOST_SEATS, seatsOf } from "./seats.ts";

before(initCrypto);

const found = readReferenceVectors("vrf-sortition.json");

describe("reference vectors of the sortition", { skip: "skip" in found ? found.skip : false }, () => {
  const hex = z.custom<Hex>((value) => isHex(value));
  const schema = z.object({
    sk: hex,
    pk: hex,
    DST: z.string(),
    cases: z.array(
      z.object({
        seed: hex,
        sigma: hex,
        sigma_eip2537: hex,
        y: hex,
        stake: z.int(),
        p: z.string(),
        j: z.int(),
      }),
    ),
  });

  it("have our proofs, outputs and seats", () => {
    const { sk, pk, DST: domain, cases } = schema.parse("vectors" in found ? found.vectors : {});
    assert.equal(toHex(votingKeyOf(BigInt(sk)).publicKey), pk);
    for (const { seed, sigma, sigma_eip2537, y, stake, p, j } of cases) {
      const message = fromHex(seed);
      const proof = proveDraw(BigInt(sk), message, domain);
      assert.equal(toHex(proof), sigma);
      verifyDraw({ publicKey: fromHex(pk), message, proof, domain });
      assert.equal(toHex(encodeG1Eip2537(decodeG1(proof, "proof"))), sigma_eip2537);
      const output = drawOutput(proof, null, "VRF");
      assert.equal(toHex(output.subarray(0, 16)), y);
      const [numerator = 0n, denominator = 0n] = p.split("/").map(BigInt);
      assert.equal(seatsOf(BigInt(y), BigInt(stake), { numerator, denominator }), BigInt(j));
    }
  });
});

describe("seatsOf", () => {
  const chance = { numerator: 100n, denominator: 12_000n };
  const slack = 1n << 72n;
  // The last 2^−56 of all draws are the subject of the tests after the first.
  const draws = fc.bigInt(0n, (1n << 128n) - slack);
  const weights = fc.bigInt(0n, 4_800n);

  it("agrees with exact rationals", () => {
    checkProperty(
      fc.property(draws, weights, (y, weight) => {
        assert.equal(seatsOf(y, weight, chance), exactSeats(y, weight, chance));
      }),
      60,
    );
  });

  it("differs from exact rationals by less than 2^−56 anywhere", () => {
    for (const [weight, each] of [
      [1n, chance],
      [1_000n, chance],
      [4_800n, chance],
      [160n, { numerator: 1n, denominator: 4n }],
      [2_000n, { numerator: 1n, denominator: 50n }],
    ] as const) {
      for (const seats of [0n, 1n, 5n, 20n, 40n, 60n]) {
        if (seats >= weight) continue;
        const edge = exactBelow(seats, weight, each);
        for (const y of [edge - slack, edge + slack]) {
          if (y < 0n || y >= 1n << 128n) continue;
          assert.equal(exactSeats(y, weight, each) > seats, y > edge);
          assert.equal(seatsOf(y, weight, each), exactSeats(y, weight, each));
        }
      }
    }
  });

  it("stops where rounding would never reach the end", () => {
    assert.equal(seatsOf((1n << 128n) - 1n, 4_800n, chance), MOST_SEATS);
    assert.equal(seatsOf((1n << 128n) - 1n, 3n, chance), 3n);
    assert.equal(seatsOf(0n, 4_800n, chance), 0n);
    assert.equal(seatsOf((1n << 128n) - 1n, 0n, chance), 0n);
  });

  it("keeps every product below 2^256 at the bounds", () => {
    const most = (1n << 60n) - 1n;
    // The largest factors that the checks let through: weight and denominator just below 2^60.
    const wide = { numerator: 40n, denominator: most };
    assert.ok(most * 40n < 1n << 120n);
    assert.equal(seatsOf(1n << 127n, most, wide), 40n);
  });

  for (const [what, y, weight, of, name] of [
    ["y of 2^128", 1n << 128n, 1n, chance, "y"],
    ["y below 0", -1n, 1n, chance, "y"],
    ["a weight of 2^60", 0n, 1n << 60n, chance, "weight"],
    ["no chance", 0n, 1n, { numerator: 0n, denominator: 5n }, "chance"],
    ["a chance above a quarter", 0n, 1n, { numerator: 2n, denominator: 7n }, "chance"],
    ["a denominator of 2^60", 0n, 1n, { numerator: 1n, denominator: 1n << 60n }, "chance"],
    ["more than 41 expected seats", 0n, 4_921n, chance, "expected"],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(() => seatsOf(y, weight, of), withCode("SORTITION_RANGE", { name }));
    });
  }
});

describe("partsOf", () => {
  it("splits into parts that expect at most 40 seats and lose no token (rule 18)", () => {
    checkProperty(
      fc.property(
        fc.bigInt(0n, 1n << 50n),
        fc.bigInt(1n, 500n),
        fc.bigInt(2_000n, 1n << 50n),
        (weight, e, all) => {
          fc.pre(weight <= all);
          const parts = partsOf(weight, { numerator: e, denominator: all });
          assert.equal(
            parts.reduce((a, b) => a + b),
            weight,
          );
          for (const part of parts) assert.ok(part * e <= 40n * all + e);
        },
      ),
    );
    assert.deepEqual(partsOf(10n, { numerator: 1n, denominator: 4n }), [10n]);
    assert.deepEqual(partsOf(7n, { numerator: 400n, denominator: 10n }), [1n, 1n, 1n, 1n, 1n, 1n, 1n]);
    assert.deepEqual(partsOf(801n, { numerator: 1n, denominator: 10n }), [267n, 267n, 267n]);
  });
});

const aRound = (): SortitionRound => ({
  seed: toHex(platformRandom(32)),
  epoch: 5n,
  role: COMMITTEE_ROLE,
  expected: 100n,
  tokens: 12_000n,
});

describe("drawSeats", () => {
  const aClaim = (round: SortitionRound) => {
    const { secret, publicKey } = generateVotingKey();
    return { publicKey, proof: proveRound(round, secret), weight: 6_000n };
  };

  it("adds up the seats of all parts, each by a draw of its own", () => {
    const round = aRound();
    const claim = aClaim(round);
    const { seats, outputs } = drawSeats(round, claim);
    assert.equal(outputs.length, 2);
    const chance = { numerator: 100n, denominator: 12_000n };
    const exact = outputs.map((output) => exactSeats(bytesToBigint(output.subarray(0, 16)), 3_000n, chance));
    assert.equal(
      BigInt(seats),
      exact.reduce((a, b) => a + b),
    );
  });

  it("agrees with the twin on the proof", () => {
    const round = aRound();
    const proof = proveRound(round, 77n);
    const twin = hashTwin(roundMessage(round), COMMITTEE_DOMAIN.sortition).multiply(77n);
    assert.deepEqual(proof, twin.toBytes());
    assert.ok(bls12_381.G1.Point.fromBytes(proof).equals(twin));
  });

  it("seats about as many as were expected", () => {
    const round = { ...aRound(), seed: toHex(new Uint8Array(32).fill(7)) };
    let seats = 0;
    for (let i = 1n; i <= 100n; i += 1n) {
      const { secret, publicKey } = votingKeyOf(i);
      seats += drawSeats(round, { publicKey, proof: proveRound(round, secret), weight: 120n }).seats;
    }
    // Poisson of mean 100, as fixed by the seed above; ±5 standard deviations.
    assert.ok(Math.abs(seats - 100) < 50, `${seats} seats`);
  });

  for (const [what, change] of [
    ["seed", { seed: toHex(new Uint8Array(32)) }],
    ["epoch", { epoch: 6n }],
    ["role", { role: 2 }],
  ] as const) {
    it(`refuses a proof for another ${what}`, () => {
      const round = aRound();
      const claim = aClaim(round);
      assert.throws(() => drawSeats({ ...round, ...change }, claim), withCode("DRAW_FALSE"));
    });
  }

  it("refuses another station's proof, and more tokens than there are", () => {
    const round = aRound();
    const claim = aClaim(round);
    const { publicKey } = generateVotingKey();
    assert.throws(() => drawSeats(round, { ...claim, publicKey }), withCode("DRAW_FALSE"));
    assert.throws(() => drawSeats(round, { ...claim, weight: 12_001n }), withCode("SORTITION_RANGE"));
    assert.throws(
      () => drawSeats({ ...round, expected: 1_001n }, claim),
      withCode("SORTITION_RANGE", { name: "expected" }),
    );
    const few = { ...claim, weight: 1n };
    assert.throws(
      () => drawSeats({ ...round, tokens: 399n }, few),
      withCode("SORTITION_RANGE", { name: "chance" }),
    );
  });
});

describe("openSeats", () => {
  it("draws for each station, part and round anew, by the same chances", () => {
    const round = aRound();
    const own = openSeats(round, 3, 6_000n);
    assert.equal(own.outputs.length, 2);
    assert.deepEqual(openSeats(round, 3, 6_000n), own);
    const outputs = [
      ...own.outputs,
      ...openSeats(round, 4, 6_000n).outputs,
      ...openSeats({ ...round, epoch: 6n }, 3, 6_000n).outputs,
    ];
    assert.equal(new Set(outputs.map(toHex)).size, 6);
    const chance = { numerator: 100n, denominator: 12_000n };
    const exact = own.outputs.map((output) =>
      exactSeats(bytesToBigint(output.subarray(0, 16)), 3_000n, chance),
    );
    assert.equal(
      BigInt(own.seats),
      exact.reduce((a, b) => a + b),
    );
  });
});

describe("seeds", () => {
  it("come from the lowest output of the epoch, in whatever order they came", () => {
    const round = aRound();
    const outputs = [3, 1, 2].map((byte) => new Uint8Array(32).fill(byte));
    const seed = nextSeed(round, outputs);
    assert.equal(nextSeed(round, outputs.toReversed()), seed);
    assert.equal(nextSeed(round, [new Uint8Array(32).fill(1)]), seed);
    assert.notEqual(nextSeed(round, outputs.slice(2)), seed);
    assert.notEqual(nextSeed({ ...round, epoch: 6n }, outputs), seed);
  });

  it("go on when nobody registered", () => {
    assert.notEqual(nextSeed(aRound(), []), nextSeed(aRound(), []));
  });

  it("begin differently on every chain, contract and salt", () => {
    const at = { chainId: 7100, committee: toHex(platformRandom(20)), salt: toHex(platformRandom(32)) };
    const seeds = [
      at,
      { ...at, chainId: 7101 },
      { ...at, committee: at.salt.slice(0, 42) as Hex },
      { ...at, salt: toHex(platformRandom(32)) },
    ];
    assert.equal(new Set(seeds.map(genesisSeed)).size, 4);
  });
});

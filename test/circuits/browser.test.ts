import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { isHex, type Hex } from "@medlattice/sdk/codec";
import { type Circuit, boundedCorrection, chameleonOpening, proofHolds } from "@medlattice/sdk/circuits";
import { type CircuitPage, startCircuitPage } from "../../scripts/bench/circuitPage.ts";

const proofs = z.array(
  z.object({ proof: z.custom<Hex>((value) => isHex(value)), signals: z.array(z.string()) }),
);

describe("proofs in Chromium, under a strict content policy", () => {
  let page: CircuitPage;
  before(async () => {
    page = await startCircuitPage();
  });
  after(async () => await page.close());

  it("hold in Node", async () => {
    const [opening, amendment] = proofs.parse(await page.call("proveBoth"));
    const check = (circuit: Circuit, made: (typeof opening & object) | undefined) => {
      assert.ok(made !== undefined);
      const values = circuit.publicSignals.map((name, i) => [name, BigInt(made.signals[i] ?? "")]);
      assert.ok(proofHolds(circuit, Object.fromEntries(values) as Record<string, bigint>, made.proof));
    };
    check(chameleonOpening, opening);
    check(boundedCorrection, amendment);
  });

  it("say what does not hold and print nothing", async () => {
    assert.equal(await page.call("refusal"), "CIRCUIT_REFUSES");
    assert.deepEqual(page.printed, []);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withCode } from "../testing/errors.ts";
import { categoryKeysToDeal, manifestPlanOf, nextKeyPlan } from "./keyPlan.ts";

const plan = () => ({
  receiveEpoch: 1,
  categories: [
    { code: "laboratory", epoch: 2 },
    { code: "imaging", epoch: 0 },
  ],
});

describe("the plan of a person's keys", () => {
  it("gets new epochs of the keys named, and keeps the others", () => {
    assert.deepEqual(nextKeyPlan(plan(), { categories: ["imaging"] }), {
      receiveEpoch: 1,
      categories: [
        { code: "laboratory", epoch: 2 },
        { code: "imaging", epoch: 1 },
      ],
    });
    assert.deepEqual(nextKeyPlan(plan(), { receive: true }), { ...plan(), receiveEpoch: 2 });
  });

  it("gives manifests an epoch that rises with each change", () => {
    const first = nextKeyPlan(plan(), { receive: true });
    const second = nextKeyPlan(first, { categories: ["imaging"] });
    const third = nextKeyPlan(second, { receive: true, categories: ["laboratory"] });
    const epochs = [plan(), first, second, third].map((each) => manifestPlanOf(each, 7100).epoch);
    assert.deepEqual(epochs, [3, 4, 5, 7]);
  });

  it("deals all keys that records may still be under, the present one first", () => {
    assert.deepEqual(
      categoryKeysToDeal({ code: "laboratory", epoch: 2 }).map(({ epoch }) => epoch),
      [2, 1, 0],
    );
  });

  it("refuses a category it has no key for, and a change of nothing", () => {
    assert.throws(
      () => nextKeyPlan(plan(), { categories: ["dental"] }),
      withCode("CATEGORY_UNKNOWN", { category: "dental" }),
    );
    assert.throws(() => nextKeyPlan(plan(), {}), withCode("ROTATION_EMPTY"));
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isPinned } from "./isPinned.ts";

const standing = (station: number, seats: number, reputation: bigint) => ({ station, seats, reputation });

describe("isPinned (systems.md S7)", () => {
  const committee = [standing(0, 4, 4n), standing(1, 3, 3n), standing(4, 2, 2n)];

  it("wants more than two thirds of seats and of reputation", () => {
    assert.ok(isPinned(committee, [0, 1]));
    assert.ok(!isPinned(committee, [0, 4]), "exactly two thirds");
    assert.ok(!isPinned([...committee.slice(0, 2), standing(4, 2, 4n)], [0, 1]), "seats alone");
    assert.ok(!isPinned([...committee.slice(0, 2), standing(4, 4, 2n)], [0, 1]), "reputation alone");
  });

  it("counts nobody twice and no outsider", () => {
    assert.ok(!isPinned(committee, [0, 0, 4, 9]));
  });

  it("is never reached by nobody", () => {
    assert.ok(!isPinned([], []));
    assert.ok(!isPinned(committee, []));
  });
});

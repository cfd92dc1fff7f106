import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { namedKinds } from "./kinds.ts";

describe("namedKinds", () => {
  it("puts together what people call by one name, most first", () => {
    const kinds = ["Claim", "Coverage", "Observation", "Patient"].map((type, index) => ({
      key: `kind:${type}`,
      type,
      count: index + 1,
    }));
    assert.deepEqual(
      namedKinds(kinds, () => "administration"),
      [
        { name: "person", keys: ["kind:Patient"], count: 4 },
        { name: "administration", keys: ["kind:Claim", "kind:Coverage"], count: 3 },
        { name: "measurements", keys: ["kind:Observation"], count: 3 },
      ],
    );
  });
});

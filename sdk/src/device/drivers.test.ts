import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InvalidInputError } from "../errors/index.ts";
import { DRIVERS, findDriver } from "./drivers.ts";

const NAMES = "intellivue medibus dri bis nonin masimo capnostream ivy450c bcc hl7 cms50 tanita bm58".split(
  " ",
);

describe("findDriver", () => {
  it("knows every instrument by its own name", () => {
    assert.deepEqual(new Set(DRIVERS.map((driver) => driver.name)), new Set(NAMES));
    assert.equal(DRIVERS.length, NAMES.length);
    for (const name of NAMES) assert.equal(findDriver(name).name, name);
  });

  it("says which there are when asked for another", () => {
    assert.throws(
      () => findDriver("nome"),
      (error) => error instanceof InvalidInputError && error.code === "DRIVER_UNKNOWN",
    );
  });
});

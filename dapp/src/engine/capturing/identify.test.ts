import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toHex } from "@medlattice/sdk/codec";
import { visitCode } from "@medlattice/sdk/visit";
import { referenceOf } from "../custody/reference.ts";
import { createIdentityDesk, matches } from "./identify.ts";

const treatment = {
  treatmentId: toHex(new Uint8Array(32).fill(3)),
  patient: toHex(new Uint8Array(32).fill(7)),
};
const code = visitCode(treatment.treatmentId);
const wrongCode = code === "0000" ? "0001" : "0000";
const reference = referenceOf(treatment.patient);

describe("matches (F4)", () => {
  it("takes the visit's code, however it was typed", () => {
    for (const typed of [
      code,
      ` ${code} `,
      code.split("").join(" "),
      code.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ])
      assert.equal(matches(treatment, { how: "visit-code", code: typed }), true, typed);
  });
  it("takes no other code, none at all, and none that only contains it", () => {
    for (const typed of [wrongCode, "", code.slice(1), `${code}1`, `visit ${code}`])
      assert.equal(matches(treatment, { how: "visit-code", code: typed }), false, typed);
  });
  it("finds code or reference on a wristband", () => {
    for (const band of [
      code,
      `WARD 3/${code}`,
      reference,
      reference.toLowerCase(),
      `ID:${reference.replace("-", "")};W3`,
    ])
      assert.equal(matches(treatment, { how: "wristband", code: band }), true, band);
  });
  it("finds nothing on another's wristband", () => {
    const other = referenceOf(toHex(new Uint8Array(32).fill(8)));
    for (const band of [other, `WARD ${wrongCode}`, `9${code}`, `${code}9`, ""])
      assert.equal(matches(treatment, { how: "wristband", code: band }), false, band);
  });
});

describe("createIdentityDesk (F4)", () => {
  const refused = (error: unknown, expected: string, wrong: number): boolean => {
    const { code: found, facts } = error as { code: string; facts: Record<string, unknown> };
    return found === expected && facts["wrong"] === wrong;
  };

  it("counts what was wrong, and forgets it once it is right", () => {
    const desk = createIdentityDesk(() => 0);
    for (const wrong of [1, 2])
      assert.throws(
        () => desk.require(treatment, { how: "visit-code", code: wrongCode }),
        (error) => refused(error, "CAPTURE_PATIENT_MISMATCH", wrong),
      );
    assert.equal(desk.wrong(treatment.treatmentId), 2);
    desk.require(treatment, { how: "visit-code", code });
    assert.equal(desk.wrong(treatment.treatmentId), 0);
  });
  it("pauses after five, even for the right one, and only for a while", () => {
    let now = 1_000;
    const desk = createIdentityDesk(() => now);
    for (let index = 0; index < 5; index += 1)
      assert.throws(() => desk.require(treatment, { how: "visit-code", code: wrongCode }));
    assert.throws(
      () => desk.require(treatment, { how: "visit-code", code }),
      (error) => refused(error, "CAPTURE_IDENTITY_PAUSED", 5),
    );
    now += 30_001;
    desk.require(treatment, { how: "visit-code", code });
  });
});

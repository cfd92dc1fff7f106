import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toHex, utf8 } from "@medlattice/sdk/codec";
import {
  beginCapture,
  captureKeyOf,
  createCapture,
  createCaptureKey,
  createMemoryStore,
  exportCapture,
  readCapture,
} from "@medlattice/sdk/device/record";
import type { StationStanding, VerifiedCapture } from "@medlattice/sdk/person";
import { requireOwnCapture, whoseIn } from "./requireOwnCapture.ts";

const id = (byte: number) => toHex(new Uint8Array(32).fill(byte));
const [PATIENT, OTHER, DOCTOR] = [id(1), id(6), id(2)];
const ends = { notBefore: 0, notAfter: 4_000_000_000 };
const treatment = { chainId: 1, treatmentId: id(3), institution: id(4), patient: PATIENT, doctor: DOCTOR };

/** A finished capture, as it would be saved as a file. */
async function captured(isDemonstration: boolean): Promise<Uint8Array> {
  const key = await createCaptureKey();
  const begin = beginCapture({
    treatment: isDemonstration ? null : { ...treatment, ...ends },
    identified: { patient: PATIENT, by: DOCTOR, how: "visit-code" },
    station: id(5),
    key,
    now: Date.now(),
  });
  const store = createMemoryStore();
  const capture = await createCapture({ begin, key: await captureKeyOf(key.pair), store });
  capture.mark("Incision");
  await capture.finish();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of exportCapture(store))
    pieces.push(new Uint8Array(await new Blob([piece]).arrayBuffer()));
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

const reading =
  (station: StationStanding = "enrolled") =>
  async (bundle: Uint8Array): Promise<VerifiedCapture> => ({
    ...(await readCapture({ bundle, isEnrolled: () => station !== "not-enrolled" })),
    station,
  });

describe("requireOwnCapture (P10)", () => {
  it("takes a sound capture of the patient, and whatever is no capture without reading it", async () => {
    const bundle = await captured(false);
    await requireOwnCapture(bundle, PATIENT, reading());
    let wasRead = false;
    await requireOwnCapture(utf8(`{"resourceType":"Bundle"}`), PATIENT, async (content) => {
      wasRead = true;
      return await reading()(content);
    });
    assert.equal(wasRead, false);
  });

  it("refuses a demonstration, another patient's, and one whose station is not enrolled or cannot be asked", async () => {
    const [own, demonstration] = [await captured(false), await captured(true)];
    await assert.rejects(requireOwnCapture(demonstration, PATIENT, reading("demonstration")), {
      code: "CAPTURE_DEMONSTRATION",
    });
    await assert.rejects(requireOwnCapture(own, OTHER, reading()), { code: "CAPTURE_PATIENT_MISMATCH" });
    await assert.rejects(requireOwnCapture(own, PATIENT, reading("not-enrolled")), {
      code: "CAPTURE_BROKEN",
    });
    await assert.rejects(requireOwnCapture(own, PATIENT, reading("unreachable")), {
      code: "CHAIN_UNREACHABLE",
    });
  });
});

describe("whoseIn", () => {
  it("finds what stands in a record in which it does not belong", () => {
    const begun = { ...treatment, identifiedBy: "visit-code" } as const;
    assert.deepEqual(whoseIn(begun, PATIENT), { isOtherPatient: false, isNobodys: false });
    assert.deepEqual(whoseIn(begun, OTHER), { isOtherPatient: true, isNobodys: false });
    assert.deepEqual(whoseIn(null, PATIENT), { isOtherPatient: false, isNobodys: true });
    assert.deepEqual(whoseIn(null, null), { isOtherPatient: false, isNobodys: false });
  });
});

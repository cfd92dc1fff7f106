import assert from "node:assert/strict";
import { type DeviceEvent, findDriver } from "@medlattice/sdk/device";
import {
  institutionOf,
  type Person,
  readCaptured,
  reviewRecord,
  type VerifiedCapture,
} from "@medlattice/sdk/person";
import type { Appointment } from "@medlattice/sdk/record";
import type { Page } from "playwright-core";
import { type Dapp, injectSerial, nameOf, type SerialCable, signInWithDemo } from "../fixture/index.ts";
import { problemsOf } from "../story/problemsOf.ts";
import { arrangeOperation } from "../story/tellStory.ts";
import {
  addByCable,
  finishCapture,
  handIn,
  identifyByCode,
  instrumentRow,
  openCapture,
} from "./acts/capture.ts";
import { draftSharing, signSharing } from "./acts/patient.ts";
import { openShared, read } from "./acts/staff.ts";
import { watch } from "./watch.ts";

const COMPLAINT = "Arthroscopy of the left knee";
const PURPOSE = "Looking over my operation";
const MARKER = "Tourniquet inflated";
const OXIMETER = "Left hand";
/** Both instruments have said everything they say by then. */
const WHILE_MS = 4_000;

/** A doctor plugs two instruments in; another doctor replays what they said. Nothing but pages, and cables (F4, F8, P10; rule 8). */
export async function tellOfCapture(dapp: Dapp): Promise<void> {
  const { visitCode, appointment } = await arrangeOperation(dapp.cast, COMPLAINT);
  const visit = await dapp.visit();
  const { page } = visit;
  const quiet = watch(visit, dapp.url);
  const [oximeter, monitor] = await injectSerial(page, ["nonin", "intellivue"]);
  assert.ok(oximeter !== undefined && monitor !== undefined);
  await page.goto("/");
  await signInWithDemo(page, nameOf("doctor-hospital"));

  await openCapture(page, COMPLAINT);
  await identifyByCode(page, visitCode === "0000" ? "0001" : "0000");
  await page.getByText("This is not the patient of this visit.").first().waitFor();
  await page.getByText("One check has failed.").waitFor();
  assert.deepEqual(await problemsOf(page), []);
  await identifyByCode(page, visitCode);
  await addByCable(page, { instrument: findDriver("nonin").label, name: OXIMETER });
  await addByCable(page, { instrument: findDriver("intellivue").label, name: "Bed 3" });
  assert.deepEqual(
    [oximeter, monitor].map(({ openings }) => openings.map(({ baudRate }) => baudRate)),
    [[9_600], [115_200]],
  );

  await page.waitForTimeout(WHILE_MS);
  await page.getByRole("textbox", { name: "Own words" }).fill(MARKER);
  await page.getByRole("button", { name: "Mark", exact: true }).click();
  await oximeter.unplug();
  await instrumentRow(page, OXIMETER).getByText("Connection lost, trying again").waitFor();
  await oximeter.plugIn();
  await instrumentRow(page, OXIMETER).getByText("Connected", { exact: true }).waitFor();
  await page.waitForTimeout(WHILE_MS);
  await finishCapture(page);
  await page.getByText(/^One, .* s in all$/).waitFor();
  assert.deepEqual(await problemsOf(page), []);
  await handIn(page, "Surgical record handed in");
  await page.getByText("It is confirmed, as the patient agreed beforehand.").waitFor();
  await page.getByRole("link", { name: "See what you have written" }).click();
  await page.getByText("Confirmed by agreement").first().waitFor();
  quiet.assertQuiet([COMPLAINT, PURPOSE, MARKER]);

  const captured = await capturedIn(dapp.cast.patient, appointment);
  assert.equal(captured.station, "enrolled");
  assert.deepEqual(captured.problems, []);
  assert.equal(captured.begin.treatment?.identifiedBy, "visit-code");
  const said = assertAllWasSent(captured, oximeter, "nonin", OXIMETER);
  assertAllWasSent(captured, monitor, "intellivue", "Bed 3");

  const patient = await dapp.asPerson("patient");
  await draftSharing(patient.page, { search: "wu", name: /Wu Jian/, kind: "Procedures", purpose: PURPOSE });
  await signSharing(patient.page);
  const other = await dapp.asPerson("doctor-platform");
  await openShared(other.page, PURPOSE);
  await read(other.page, "A second look");
  await replay(other.page, said);
  assert.deepEqual(other.complaints, []);
}

/** The other doctor sees that it is whole, goes to the marker and to the end, and reads what the oximeter said last. */
async function replay(page: Page, said: ReadonlyMap<string, number>): Promise<void> {
  await page.getByText("nothing cut, nothing changed").waitFor();
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  const position = page.getByRole("slider", { name: "Where you are in the recording" });
  await page.getByRole("button", { name: new RegExp(MARKER) }).click();
  const atMarker = Number(await position.inputValue());
  assert.ok(atMarker > WHILE_MS, `the marker stands at ${atMarker} ms`);
  await page.locator("canvas").first().waitFor();
  assert.deepEqual(await problemsOf(page), []);
  await position.press("End");
  const values = page.getByRole("region", { name: OXIMETER });
  for (const [label, value] of said) {
    const shown = values.locator("dl > div").filter({ has: page.getByText(label, { exact: true }) });
    assert.match((await shown.textContent()) ?? "", new RegExp(`^${label}${value} `), label);
  }
  await position.press("Home");
  await page.getByRole("button", { name: "Play" }).click();
  await page.waitForFunction(
    () => Number(document.querySelector<HTMLInputElement>("[type=range]")?.value) > 400,
  );
  await page.getByRole("button", { name: "Pause" }).click();
}

/** The record of a treatment, as its patient opens and verifies it. */
async function capturedIn(patient: Person, { treatmentId, chainId }: Appointment): Promise<VerifiedCapture> {
  const oracle = await patient.oracle(institutionOf(patient.network, chainId), chainId);
  const { items } = await oracle.records.list({ as: "patient" });
  const recordId = items.find(({ state }) => state.treatmentId === treatmentId)?.state.recordId;
  assert.ok(recordId !== undefined);
  const { content } = await reviewRecord(patient, { chainId, recordId });
  return await readCaptured(patient, content);
}

/**
 * Every sample and every value in the record is one that the instrument has sent, in its order: what was lost with the cable may be missing,
 * and nothing else can be there. @returns the last value of each series
 */
function assertAllWasSent(
  captured: VerifiedCapture,
  { sent }: SerialCable,
  driverName: string,
  name: string,
): ReadonlyMap<string, number> {
  const session = findDriver(driverName).open({ startedAt: sent[0]?.at ?? 0, wantsWaves: true });
  const events: DeviceEvent[] = sent.flatMap(({ at, opening, bytes }, index) => {
    // Where the page's session begins anew, this one does, too: the rest of a packet is nothing to either.
    const isTorn = opening !== (sent[index - 1]?.opening ?? opening);
    return [...(isTorn ? session.lineError("unplugged", at) : []), ...session.push(bytes, at)];
  });
  const device = captured.devices.find(({ label }) => label === name);
  const own = captured.series.filter((series) => series.device === device?.id);
  assert.ok(own.length > 0, `${name} said something`);
  const last = new Map<string, number>();
  for (const { code, label, waves, numerics } of own) {
    const samples = events.flatMap((event) =>
      event.kind === "wave" && event.code.id === code ? [...event.samples] : [],
    );
    let from = 0;
    for (const wave of waves) {
      const found = placeOf([...wave.samples()], samples, from);
      assert.ok(found !== -1, `${label}: ${wave.samples().length} samples were sent like this`);
      from = found;
    }
    const values = new Set(
      events.flatMap((event) => (event.kind === "numeric" && event.code.id === code ? [event.value] : [])),
    );
    for (const { value } of numerics) assert.ok(values.has(value), `${label}: ${value} was sent`);
    const { value = null } = numerics.at(-1) ?? {};
    if (value !== null) last.set(label, value);
  }
  return last;
}

/** Where a run of samples ends within what was sent; -1: nowhere. */
function placeOf(run: readonly number[], sent: readonly number[], from: number): number {
  const isNear = (a: number, b: number): boolean => Object.is(a, b) || Math.abs(a - b) < 1e-9;
  for (let start = from; start + run.length <= sent.length; start += 1) {
    if (run.every((sample, index) => isNear(sample, sent[start + index] ?? Number.NaN)))
      return start + run.length;
  }
  return -1;
}

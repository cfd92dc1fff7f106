import { createPatient, findSimulator } from "@medlattice/sdk/device/simulate";
import { type DeviceEvent, findDriver } from "@medlattice/sdk/device";
import {
  beginCapture,
  createCapture,
  createCaptureKey,
  createMemoryStore,
  exportCapture,
  signStation,
} from "@medlattice/sdk/device/record";
import { contractsOf } from "@medlattice/sdk/chain";
import { identityDomain } from "@medlattice/sdk/identity";
import { chainById } from "@medlattice/sdk/network";
import type { Person } from "@medlattice/sdk/person";
import type { Appointment } from "@medlattice/sdk/record";

const STEP_MS = 20;
const INSTRUMENTS = ["intellivue", "nonin"] as const;

export interface Captured {
  readonly content: Uint8Array;
  /** What was heard, in order: what a reader must find again. */
  readonly heard: readonly { readonly driver: string; readonly event: DeviceEvent }[];
}

/**
 * A surgical record of two simulated instruments, signed by the doctor's own station, in no time: the clock is the test's. One cable is out
 * for some seconds in the middle.
 */
export async function capturedFor(
  doctor: Person,
  appointment: Appointment,
  seconds: number,
): Promise<Captured> {
  const { chainId, treatmentId, institution, patient, notBefore, notAfter } = appointment;
  const own = doctor.pseudonymOn(chainId);
  const key = await createCaptureKey();
  const now = Date.now() - seconds * 1000;
  const { identityRegistry } = contractsOf(chainById(doctor.network, chainId));
  const statement = await signStation({
    person: own.personId,
    key: key.spki,
    validFrom: Math.floor(now / 1000) - 3_600,
    validUntil: Math.floor(now / 1000) + 86_400,
    domain: identityDomain({ chainId, identityRegistry }),
    signer: own.signer,
  });
  const begin = beginCapture({
    treatment: {
      chainId,
      treatmentId,
      institution,
      patient,
      doctor: own.personId,
      notBefore,
      notAfter,
    },
    identified: { patient, by: own.personId, how: "visit-code" },
    station: own.personId,
    key,
    statement,
    now,
  });
  let elapsed = 0;
  const clock = { wall: () => now + elapsed, monotonic: () => elapsed };
  const store = createMemoryStore();
  const capture = await createCapture({ begin, key, store, clock });
  const heard: { driver: string; event: DeviceEvent }[] = [];
  const lines = INSTRUMENTS.map((name) => {
    const driver = findDriver(name);
    const { version, label, manufacturer } = driver;
    capture.attach({ key: name, driver: name, driverVersion: version, label, manufacturer });
    const simulator = findSimulator(name).create({ startedAt: now, model: createPatient(7) });
    return { name, simulator, session: driver.open({ startedAt: now, wantsWaves: true }) };
  });
  const isOut = (name: string): boolean =>
    name === "nonin" && elapsed > seconds * 400 && elapsed < seconds * 500;
  while (elapsed < seconds * 1000) {
    elapsed += STEP_MS;
    const at = clock.wall();
    for (const { name, simulator, session } of lines) {
      const bytes = simulator.advance(at);
      const isUnplugged = isOut(name);
      if (isUnplugged && elapsed - STEP_MS <= seconds * 400)
        capture.add(name, session.lineError("unplugged", at));
      const events = isUnplugged ? [] : [...session.push(bytes, at), ...session.tick(at)];
      for (const outgoing of session.takeOutgoing()) simulator.receive(outgoing, at);
      heard.push(...events.map((event) => ({ driver: name, event })));
      capture.add(name, events);
    }
    if (elapsed === 10_000) capture.mark("Incision");
    if (elapsed === seconds * 500) capture.mark("Tourniquet on");
  }
  await capture.finish();
  const pieces = await Array.fromAsync(exportCapture(store));
  return { content: new Uint8Array(await new Blob(pieces).arrayBuffer()), heard };
}

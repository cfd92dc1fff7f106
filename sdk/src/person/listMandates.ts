import { consentRegistryAbi } from "../abi/index.ts";
import type { Hex } from "../codec/index.ts";
import { consentDomain } from "../consent/index.ts";
import { mandateIdOf } from "../eip712/index.ts";
import { listAppointments } from "./listAppointments.ts";
import type { Person } from "./person.ts";
import { homeAt } from "./places.ts";

export interface OwnMandate {
  /** What it is withdrawn with. */
  readonly mandateId: Hex;
  readonly chainId: number;
  readonly appointmentId: Hex;
  readonly treatmentId: Hex;
  /** The doctor it was sealed to. */
  readonly doctor: Hex | null;
  /** Unix seconds; it holds until just before `notAfter`. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly state: "holds" | "not yet" | "over" | "withdrawn";
}

/**
 * The treatment mandates a patient has given on an institution's chain, the last one of each appointment, newest first. Those that were
 * replaced before they were withdrawn or over are not among them: nobody but the doctor has a copy.
 */
export async function listMandates(patient: Person, chainId: number): Promise<readonly OwnMandate[]> {
  const home = homeAt(patient.network, chainId);
  const appointments = await listAppointments(patient, { chainId, as: "patient" });
  const mandates = appointments.map(async ({ entry, mandate }) => {
    if (mandate === null) return [];
    const { treatmentId, notBefore, notAfter } = mandate.mandate;
    const mandateId = mandateIdOf(consentDomain(home), mandate.mandate);
    const isRevoked = await patient.reader(chainId).ask((node) =>
      node.readContract({
        address: home.consentRegistry,
        abi: consentRegistryAbi,
        functionName: "isMandateRevoked",
        args: [mandate.mandate.patient, mandateId],
      }),
    );
    const state = stateOf({ isRevoked, notBefore, notAfter });
    const { appointmentId, doctor } = entry;
    return [{ mandateId, chainId, appointmentId, treatmentId, doctor, notBefore, notAfter, state }];
  });
  return (await Promise.all(mandates)).flat();
}

function stateOf(mandate: {
  readonly isRevoked: boolean;
  readonly notBefore: number;
  readonly notAfter: number;
}): OwnMandate["state"] {
  if (mandate.isRevoked) return "withdrawn";
  const now = Math.floor(Date.now() / 1000);
  if (now >= mandate.notAfter) return "over";
  return now < mandate.notBefore ? "not yet" : "holds";
}

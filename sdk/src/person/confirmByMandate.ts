import { recordCalls } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { listAppointments } from "./listAppointments.ts";
import type { Person } from "./person.ts";
import { institutionOf, registryAt } from "./places.ts";

/**
 * The doctor confirms a record under the mandate the patient enclosed with the appointment (rule 8). The record has only the author's
 * capsules until the patient adds the other (`addRecordKey`), so it cannot be shared alone before.
 *
 * @param options.atLeastBlock block of the proposal, so that the oracle has seen it
 * @throws InvalidInputError `MANDATE_MISSING`; VerificationError `CONTRACT_REFUSED` when it does not hold (any more)
 */
export async function confirmByMandate(
  doctor: Person,
  options: { readonly chainId: number; readonly recordId: Hex; readonly atLeastBlock?: number },
): Promise<{ readonly blockNumber: number }> {
  const { chainId, recordId, ...at } = options;
  const oracle = await doctor.oracle(institutionOf(doctor.network, chainId), chainId);
  const { state } = await oracle.records.get(recordId, at);
  const appointments = await listAppointments(doctor, { chainId, as: "doctor" });
  const mandate = appointments.find(
    (found) => found.entry.treatmentId === state.treatmentId && found.mandate !== null,
  )?.mandate;
  if (mandate === undefined || mandate === null) {
    throw new InvalidInputError("MANDATE_MISSING", "The patient gave no mandate for this treatment.", {
      hints: ["The patient confirms the record, or gives a mandate with the appointment."],
    });
  }
  const { address } = registryAt(doctor.network, chainId);
  const call = recordCalls.confirmByMandate(address, state, mandate.mandate, mandate.signature);
  const { blockNumber } = await oracle.relay({ chainId, ...call });
  return { blockNumber };
}

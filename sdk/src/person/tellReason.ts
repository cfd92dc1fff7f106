import type { Hex, StoredJson } from "../codec/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { readSealingLeaf } from "../keys/index.ts";
import { newId } from "../record/index.ts";
import { type OpenReason, sealOpenReason } from "../usage/index.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";
import { verifiedLeaf } from "./verifiedLeaf.ts";

/**
 * Tells the patient why an access was opened; on chain there is only the salted hash. The access holds without it.
 * @returns what kept it from arriving, null when it is on its way
 */
export async function tellReason(
  person: Person,
  { chainId, patient, reason }: TellReasonOptions,
): Promise<MedLatticeError | null> {
  try {
    const oracle = await homeOracle(person, chainId);
    const disclosure = await oracle.keys.of(patient, "sealing");
    const recipient = readSealingLeaf(
      await verifiedLeaf(person, { ...disclosure, personId: patient, chainId }),
    );
    const sealed = await sealOpenReason(reason, recipient);
    await oracle.mailbox.send(patient, { messageId: newId(), kind: "open-reason", sealed });
    return null;
  } catch (error) {
    if (error instanceof MedLatticeError) return error;
    throw error;
  }
}

export interface TellReasonOptions {
  /** The home of the grant. */
  readonly chainId: number;
  /** There. */
  readonly patient: Hex;
  readonly reason: StoredJson<OpenReason>;
}

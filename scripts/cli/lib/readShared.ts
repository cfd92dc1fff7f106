import type { Hex } from "@medlattice/sdk/codec";
import { VerificationError } from "@medlattice/sdk/errors";
import { type GrantedRead, readGranted, type ReceivedGrant } from "@medlattice/sdk/person";
import { chooseGrants } from "./chooseGrants.ts";
import type { ActingPerson } from "./openPerson.ts";

export interface SharedRead extends GrantedRead {
  readonly received: ReceivedGrant;
  readonly recordId: Hex;
}

/** Reads a record that was shared with the person: opens it under the likeliest grant, and has it re-encrypted. */
export async function readSharedRecord(
  acting: ActingPerson,
  options: {
    readonly id: string;
    readonly grant: string | undefined;
    readonly version: number | undefined;
    readonly reason: string;
    readonly onAnswer: (organization: Hex) => void;
  },
): Promise<SharedRead> {
  const { id, grant, version, reason, onAnswer } = options;
  const { grants, recordId } = await chooseGrants(acting, { id, grant });
  const refusals: VerificationError[] = [];
  for (const received of grants) {
    try {
      const read = await readGranted(acting.person, { received, recordId, version, reason, onAnswer });
      return { ...read, received, recordId };
    } catch (error) {
      // Refused before a use was spent: another grant of the same patient may still hold.
      if (!(error instanceof VerificationError) || error.code !== "CONTRACT_REFUSED") throw error;
      refusals.push(error);
    }
  }
  throw refusals[0] ?? new VerificationError("CONTRACT_REFUSED", "No grant lets you read this record.");
}

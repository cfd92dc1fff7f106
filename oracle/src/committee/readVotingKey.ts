import { type VotingKey, votingKeyOf } from "@medlattice/sdk/committee";
import { InvalidInputError, MedLatticeError } from "@medlattice/sdk/errors";
import { readSecret } from "../config/readSecret.ts";

/** @throws InvalidInputError KEY_FILE_MISSING, KEY_FILE_EXPOSED; KEY_MALFORMED, never with the key itself */
export function readVotingKey(path: string): VotingKey {
  const text = readSecret(path);
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw malformed();
  try {
    return votingKeyOf(BigInt(text));
  } catch (error) {
    if (error instanceof MedLatticeError) throw malformed();
    throw error;
  }
}

function malformed(): InvalidInputError {
  return new InvalidInputError("KEY_MALFORMED", "A key file does not hold a voting key as 0x hex.");
}

import { type VotingKey, votingKeyOf } from "@medlattice/sdk/committee";
import { InvalidInputError, MedLatticeError } from "@medlattice/sdk/errors";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { type Hex, isHex } from "viem";
import { readSecret } from "../config/readSecret.ts";

/** 32 bytes with 0x. */
const HEX_LENGTH = 66;

/**
 * For votes by BLS.
 * @throws InvalidInputError KEY_FILE_MISSING, KEY_FILE_EXPOSED; KEY_MALFORMED, never with the key itself
 */
export function readVotingKey(path: string): VotingKey {
  const secret = readSecretOf(path);
  try {
    return votingKeyOf(BigInt(secret));
  } catch (error) {
    if (error instanceof MedLatticeError) throw malformed();
    throw error;
  }
}

/**
 * For votes by ECDSA.
 * @throws InvalidInputError KEY_FILE_MISSING, KEY_FILE_EXPOSED; KEY_MALFORMED, never with the key itself
 */
export function readVotingAccount(path: string): PrivateKeyAccount {
  const secret = readSecretOf(path);
  try {
    return privateKeyToAccount(secret);
  } catch {
    // Zero, or not below the group's order.
    throw malformed();
  }
}

function readSecretOf(path: string): Hex {
  const text = readSecret(path);
  if (!isHex(text) || text.length !== HEX_LENGTH) throw malformed();
  return text;
}

function malformed(): InvalidInputError {
  return new InvalidInputError("KEY_MALFORMED", "A key file does not hold a voting key as 0x hex.");
}

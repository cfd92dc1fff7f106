import { InvalidInputError } from "@medlattice/sdk/errors";
import { type Hex, hexToBytes, stringToHex } from "viem";

/** How every age v1 file begins. */
const AGE_HEADER = stringToHex("age-encryption.org/v1\n");

/**
 * Takes sealed messages only: what a client forgot to seal is refused before it is written anywhere.
 * @returns the bytes to keep
 * @throws InvalidInputError MESSAGE_NOT_SEALED
 */
export function requireSealed(sealed: Hex): Uint8Array {
  if (sealed.startsWith(AGE_HEADER)) return hexToBytes(sealed);
  throw new InvalidInputError("MESSAGE_NOT_SEALED", "What is kept here has to be sealed to its reader.", {
    hints: ["Seal the message with the recipient's sealing key first (age v1)."],
  });
}

import type { Hex } from "@medlattice/sdk/codec";
import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import { type CustodyOfficer, type HeldShare, heldShare } from "@medlattice/sdk/person";

/** The officer's share of a key, as this browser keeps it; null when it is elsewhere, or lost. */
export async function shareHere(officer: CustodyOfficer, ceremony: Hex): Promise<HeldShare | null> {
  try {
    return await heldShare(officer, ceremony);
  } catch (error) {
    if (error instanceof MedLatticeError && error.code === "CUSTODY_SHARE_MISSING") return null;
    throw error;
  }
}

/**
 * Whether this browser keeps a share of the key that is registered on the chain.
 * @param ceremony that the oracle says it is of
 * @throws VerificationError CUSTODY_BOARD_FALSE when the chain has another key than this share is of
 */
export async function hasRegisteredShare(officer: CustodyOfficer, ceremony: Hex): Promise<boolean> {
  const held = await shareHere(officer, ceremony);
  if (held === null) return false;
  const { person, chainId } = officer;
  if ((await person.reader(chainId).chameleonKeyOf(person.organization)) === held.h1) return true;
  throw new VerificationError(
    "CUSTODY_BOARD_FALSE",
    "The registered key is not the one that you hold a share of.",
  );
}

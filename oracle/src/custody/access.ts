import type { SignedDocument } from "@medlattice/sdk/codec";
import { InvalidInputError, PermissionError } from "@medlattice/sdk/errors";
import { ROLE } from "@medlattice/sdk/identity";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { SessionContext } from "../http/access.ts";

/**
 * Officers are managers of this institution, logged in on its own chain.
 * @throws PermissionError CUSTODY_NOT_PERMITTED
 */
export function requireOfficer(config: OracleConfig, session: SessionContext): void {
  const home = config.chains.find(({ chainId }) => chainId === session.chainId)?.home;
  const isOwn = session.organization === config.organization.orgId && session.role === ROLE.manager;
  if (home === "private" && isOwn) return;
  throw new PermissionError(
    "CUSTODY_NOT_PERMITTED",
    "Only managers of this institution see to its trapdoor.",
    {
      hints: ["Log in with your identity on this institution's own chain."],
    },
  );
}

/**
 * A document is signed by the wallet that the session is of: the chain said that it speaks for the person.
 * @throws InvalidInputError CUSTODY_OTHER_SIGNER
 */
export function requireOwnSigner({ controller }: SessionContext, { signer }: SignedDocument): void {
  if (signer === controller.toLowerCase()) return;
  throw new InvalidInputError(
    "CUSTODY_OTHER_SIGNER",
    "The document is signed by another account than logged in.",
  );
}

/** @throws InvalidInputError CONFLICT unless it is the same document again */
export function isSameAgain(present: SignedDocument | undefined, signed: SignedDocument): boolean {
  if (present === undefined) return false;
  if (present.document === signed.document) return true;
  throw new InvalidInputError("CONFLICT", "This officer has said something else here before.");
}

export function unknownCeremony(): InvalidInputError {
  return new InvalidInputError("CEREMONY_NOT_FOUND", "There is no such ceremony here.");
}

export function unknownRequest(): InvalidInputError {
  return new InvalidInputError("CUSTODY_REQUEST_NOT_FOUND", "There is no such request here.");
}

/** Where officers' statements are signed. */
export function identityPlace(
  config: OracleConfig,
  chainId: number,
): { chainId: number; identityRegistry: Hex } {
  const chain = config.chains.find((candidate) => candidate.chainId === chainId);
  if (chain === undefined) throw unknownCeremony();
  return { chainId, identityRegistry: chain.contracts.identityRegistry };
}

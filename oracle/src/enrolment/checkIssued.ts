import { type SignatureCheck, requireSignature, typed } from "@medlattice/sdk/eip712";
import { VerificationError } from "@medlattice/sdk/errors";
import { type IssuedCredential, identityDomain } from "@medlattice/sdk/identity";
import type { ChainConfig } from "../config/oracleConfig.ts";
import type { SessionContext } from "../http/access.ts";
import type { ControllerCheck } from "../session/controllerCheck.ts";
import type { Enrolment } from "./enrolmentTable.ts";

export interface CredentialCheck {
  readonly controllers: ControllerCheck;
  readonly checkSignature: SignatureCheck;
  readonly nowSeconds: () => number;
}

/**
 * Checks that a manager's credential is for the enrolment it is brought for, in the manager's own name and signed, so that
 * nobody waits at the desk for a credential the chain will refuse.
 * @throws VerificationError CREDENTIAL_MISMATCH (facts.member), SIGNATURE_INVALID
 * @throws PermissionError CONTROLLER_UNKNOWN, PERSON_INACTIVE
 */
export async function requireIssued(
  { controllers, checkSignature, nowSeconds }: CredentialCheck,
  options: {
    readonly session: SessionContext;
    readonly enrolment: Enrolment;
    readonly issued: IssuedCredential;
    readonly chain: ChainConfig;
  },
): Promise<void> {
  const { session, enrolment, chain } = options;
  const { credential, signature } = options.issued;
  if (credential.nullifier !== enrolment.nullifier) throw mismatch("nullifier");
  if (credential.role !== enrolment.role) throw mismatch("role");
  if (credential.organization !== enrolment.organization) throw mismatch("organization");
  if (credential.issuer !== session.personId) throw mismatch("issuer");
  if (credential.notAfter < nowSeconds()) throw mismatch("notAfter");
  const { chainId, personId } = session;
  await controllers.require({ chainId, personId, controller: credential.signer });
  const at = { chainId, identityRegistry: chain.contracts.identityRegistry };
  await requireSignature({
    data: typed("Credential", identityDomain(at), credential),
    signer: credential.signer,
    signature,
    check: checkSignature,
  });
}

function mismatch(member: string): VerificationError {
  return new VerificationError(
    "CREDENTIAL_MISMATCH",
    "The credential does not fit the enrolment it is brought for.",
    { facts: { member } },
  );
}

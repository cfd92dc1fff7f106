import type { Hex } from "../codec/index.ts";
import { UnavailableError } from "../errors/index.ts";
import { acceptCredential } from "../identity/index.ts";
import { type Applicant, deskOf, enrollmentRequest, identityAt, requireAsked } from "./applicant.ts";

/**
 * Fetches the credential that the manager has signed, checks it, signs it too and enrols on chain (docs/decisions/0009). Done again
 * after it was done, it changes nothing.
 *
 * @param token from `waitAtDesk`
 * @throws UnavailableError `CREDENTIAL_NOT_READY` while the manager has not signed
 * @throws VerificationError `CREDENTIAL_MISMATCH` | `SIGNATURE_INVALID`
 */
export async function acceptAtDesk(applicant: Applicant, token: Hex): Promise<void> {
  const desk = deskOf(applicant, applicant.organization);
  const { state, issued } = await desk.pickup(token);
  if (issued === null) {
    throw new UnavailableError("CREDENTIAL_NOT_READY", "The manager has not signed the credential yet.", {
      hints: ["Show your identity document at the desk and tell the code, then try again."],
    });
  }
  requireAsked(issued, applicant);
  if (state === "enrolled") return;
  const request = await enrollmentRequest(applicant);
  const { signer } = applicant;
  const { controllerSignature } = await acceptCredential({
    at: identityAt(applicant),
    issued,
    request,
    signer,
  });
  await desk.accept(token, controllerSignature);
}

import { requestNullifier } from "../client/index.ts";
import { capacityOf, type NationalId } from "../enrolment/index.ts";
import type { Signer } from "../eip712/index.ts";
import { acceptCredential, issueCredential } from "../identity/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { type Applicant, deskOf, enrollmentRequest, identityAt } from "./applicant.ts";
import { BACKDATING_SECONDS, CREDENTIAL_SECONDS } from "./identifyAtDesk.ts";

/**
 * Enrols with the organisation's issuer key, in one go: its managers and auditors, and everybody of an organisation that runs no
 * oracle (F1). The health authorities compute the nullifier; the real identity goes to nobody.
 *
 * @throws UnavailableError `NULLIFIER_UNAVAILABLE`; VerificationError `CONTRACT_REFUSED` when the person is enrolled already
 */
export async function enrolByIssuer(
  applicant: Applicant,
  options: { readonly issuer: Signer; readonly id: NationalId; readonly validSeconds?: number },
): Promise<{ readonly blockNumber: number }> {
  const { network, chainId, organization, role, signer } = applicant;
  const { issuer, id, validSeconds = CREDENTIAL_SECONDS } = options;
  const at = identityAt(applicant);
  const request = await enrollmentRequest(applicant);
  const nullifier = await requestNullifier({
    network,
    chainId,
    capacity: capacityOf(role),
    id,
    organization,
    issuer,
    ...(applicant.fetch === undefined ? {} : { fetch: applicant.fetch }),
  });
  const nowSeconds = Math.floor(Date.now() / 1000);
  const issued = await issueCredential({
    at,
    request,
    role,
    organization,
    nullifier,
    notBefore: nowSeconds - BACKDATING_SECONDS,
    notAfter: nowSeconds + validSeconds,
    issuer: ZERO32,
    signer: issuer,
  });
  const enrollment = await acceptCredential({ at, issued, request, signer });
  const { blockNumber } = await deskOf(applicant, organization).enroll(at, enrollment);
  return { blockNumber };
}

import type { Hex } from "../codec/index.ts";
import { newVoucherHolder, type Voucher } from "../enrolment/index.ts";
import { acceptCredential } from "../identity/index.ts";
import { type Applicant, deskOf, enrollmentRequest, identityAt, requireAsked } from "./applicant.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";

/** A voucher and the secret without which it is of no use; both stay with the person until it is redeemed. */
export interface HeldVoucher {
  readonly voucher: Voucher;
  readonly secret: Hex;
}

/**
 * A patient asks the institution that identified her for a voucher to the health authority. The pseudonym she will have on the
 * consortium is not in it, so the institution never learns it (docs/decisions/0006).
 *
 * @param chainId the institution's private chain
 */
export async function requestVoucher(person: Person, chainId: number): Promise<HeldVoucher> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { secret, holder } = newVoucherHolder();
  return { voucher: await oracle.enrolment.voucher({ holder }), secret };
}

/**
 * Redeems a voucher at the health authority and enrols on the consortium chain. The same voucher with the same pseudonym gives the
 * same credential again, so it can be repeated after a failure.
 *
 * @param applicant on the consortium, with the authority (`voucher.authority`) as organisation
 * @throws VerificationError `PERSON_ENROLLED_ALREADY` | `VOUCHER_*` | `CREDENTIAL_MISMATCH`
 */
export async function enrolByVoucher(
  applicant: Applicant,
  { voucher, secret }: HeldVoucher,
): Promise<{ readonly blockNumber: number }> {
  const at = identityAt(applicant);
  const desk = deskOf(applicant, voucher.authority);
  const request = await enrollmentRequest(applicant);
  const issued = await desk.redeem({ voucher, holderSecret: secret, request });
  requireAsked(issued, applicant);
  const enrollment = await acceptCredential({ at, issued, request, signer: applicant.signer });
  const { blockNumber } = await desk.enroll(at, enrollment);
  return { blockNumber };
}

import { createDeskClient, type DeskRequest } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { newVoucherHolder, type RealIdentity } from "../enrolment/index.ts";
import { InvalidInputError, UnavailableError } from "../errors/index.ts";
import { acceptCredential, issueCredential, ROLE } from "../identity/index.ts";
import { consortiumOf, organizationById } from "../network/index.ts";
import { acceptEnrolment, type Applicant, deskUrl, enrolmentRequest, identityAt } from "./enrolment.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";

/** Roles that a manager may enrol. */
export type DeskRole = (typeof ROLE)["patient" | "doctor" | "staff" | "captureStation"];

/** Step 1, the person: waits at the desk of the institution. The code is told to the manager, the token is kept. */
export async function waitAtDesk(applicant: Applicant): Promise<DeskRequest> {
  const organization = institutionOf(applicant.network, applicant.chainId);
  const desk = createDeskClient({ baseUrl: deskUrl(applicant.network, organization) });
  return await desk.wait(await enrolmentRequest(applicant));
}

/**
 * Step 2, the manager: has verified who the person is, and issues the credential with his own wallet (F1, M7). The real identity stays
 * encrypted with the institution.
 *
 * @throws InvalidInputError ENROLLED_ALREADY when this real identity has a pseudonym on the chain
 */
export async function issueAtDesk(
  manager: Person,
  options: {
    readonly chainId: number;
    readonly code: string;
    readonly role: DeskRole;
    readonly identity: RealIdentity;
    /** Unix seconds, both inclusive. */
    readonly notBefore: number;
    readonly notAfter: number;
  },
): Promise<{ readonly enrolmentId: string }> {
  const { chainId, code, role, identity, notBefore, notAfter } = options;
  const oracle = await manager.oracle(manager.organization, chainId);
  const { request } = await oracle.enrolment.look(code);
  const started = await oracle.enrolment.start({ role, identity });
  if (started.outcome === "enrolled-already") {
    throw new InvalidInputError("ENROLLED_ALREADY", "This person is enrolled here already.", {
      hints: ["Find the enrolment in the list, or start a recovery if the wallet was lost."],
    });
  }
  const own = manager.pseudonymOn(chainId);
  const issued = await issueCredential({
    at: identityAt(manager.network, chainId),
    request,
    role,
    organization: manager.organization,
    nullifier: started.nullifier,
    notBefore,
    notAfter,
    issuer: own.personId,
    signer: own.signer,
  });
  await oracle.enrolment.issue(started.enrolmentId, issued, code);
  return { enrolmentId: started.enrolmentId };
}

/** Step 3, the person: fetches the credential, accepts it with her wallet, and is enrolled. */
export async function collectAtDesk(
  applicant: Applicant,
  token: Hex,
): Promise<{ readonly blockNumber: number }> {
  const organization = institutionOf(applicant.network, applicant.chainId);
  const desk = createDeskClient({ baseUrl: deskUrl(applicant.network, organization) });
  const { issued } = await desk.pickup(token);
  if (issued === null) {
    throw new UnavailableError("CREDENTIAL_NOT_READY", "The manager has not issued the credential yet.", {
      hints: ["Tell the manager your code, then try again."],
    });
  }
  const at = identityAt(applicant.network, applicant.chainId);
  const request = await enrolmentRequest(applicant);
  const { controllerSignature } = await acceptCredential({ at, issued, request, signer: applicant.signer });
  const { blockNumber } = await desk.accept(token, controllerSignature);
  return { blockNumber };
}

/**
 * A patient joins the consortium: the hospital vouches for her to the authority, which enrols a pseudonym that the hospital never sees
 * (decision 0006).
 */
export async function joinConsortium(
  patient: Person,
  applicant: Applicant,
  privateChainId: number,
): Promise<{ readonly blockNumber: number }> {
  const { secret, holder } = newVoucherHolder();
  const hospital = await patient.oracle(institutionOf(patient.network, privateChainId), privateChainId);
  const voucher = await hospital.enrolment.voucher({ holder });
  const { oracleUrl, name } = organizationById(patient.network, voucher.authority);
  if (oracleUrl === null) {
    throw new UnavailableError("ORGANIZATION_WITHOUT_ORACLE", `${name} runs no oracle.`, {
      retryable: false,
    });
  }
  const request = await enrolmentRequest({ ...applicant, chainId: consortiumOf(patient.network).chainId });
  const issued = await createDeskClient({ baseUrl: oracleUrl }).redeem({
    voucher,
    holderSecret: secret,
    request,
  });
  return await acceptEnrolment(applicant, issued, oracleUrl);
}

import type { Hex } from "../codec/index.ts";
import type { RealIdentity } from "../enrolment/index.ts";
import { VerificationError } from "../errors/index.ts";
import { issueCredential, type ROLE } from "../identity/index.ts";
import { identityAt } from "./applicant.ts";
import type { Person } from "./person.ts";

/** Whom a manager enrols; managers and auditors answer to the organisation's issuer key (`enrolByIssuer`). */
export type DeskRole = (typeof ROLE)["patient" | "doctor" | "staff" | "captureStation"];

/** How long a credential holds when nothing else is said. */
export const CREDENTIAL_SECONDS = 365 * 86_400;
/** Clocks of desk and chain are never quite together, and a credential must not begin in the chain's future. */
export const BACKDATING_SECONDS = 300;

export interface IdentifyOptions {
  readonly chainId: number;
  /** What the person at the desk tells. */
  readonly code: string;
  readonly role: DeskRole;
  /** As verified on the identity document. It goes to the organisation's oracle, which keeps it encrypted. */
  readonly identity: RealIdentity;
  readonly validSeconds?: number;
}

export interface Identified {
  readonly enrolmentId: string;
  readonly personId: Hex;
  readonly nullifier: Hex;
}

/**
 * The manager's side of an enrolment: the verified identity in, a signed credential for the pseudonym that waits under the code out.
 * @throws VerificationError `PERSON_ENROLLED_ALREADY` when this real identity is on the chain already (rule 2)
 */
export async function identifyAtDesk(manager: Person, options: IdentifyOptions): Promise<Identified> {
  const { chainId, code, role, identity, validSeconds = CREDENTIAL_SECONDS } = options;
  const { personId: issuer, signer } = manager.pseudonymOn(chainId);
  const oracle = await manager.oracle(manager.organization, chainId);
  const { request } = await oracle.enrolment.look(code);
  const started = await oracle.enrolment.start({ role, identity });
  if (started.outcome === "enrolled-already") {
    throw new VerificationError("PERSON_ENROLLED_ALREADY", "This person is enrolled on this chain already.", {
      facts: { chainId },
      hints: ["If the wallet is lost, recover control of the pseudonym instead of enrolling anew."],
    });
  }
  const { enrolmentId, nullifier } = started;
  const nowSeconds = Math.floor(Date.now() / 1000);
  const issued = await issueCredential({
    at: identityAt({ network: manager.network, chainId }),
    request,
    role,
    organization: manager.organization,
    nullifier,
    notBefore: nowSeconds - BACKDATING_SECONDS,
    notAfter: nowSeconds + validSeconds,
    issuer,
    signer,
  });
  await oracle.enrolment.issue(enrolmentId, issued, code);
  return { enrolmentId, personId: request.personId, nullifier };
}

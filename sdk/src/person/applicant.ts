import { contractsOf } from "../chain/index.ts";
import { createDeskClient, type DeskClient } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { keyManifestLeaf, merkleRoot } from "../crypto/index.ts";
import { addressOf, type Signer } from "../eip712/index.ts";
import { VerificationError } from "../errors/index.ts";
import {
  type EnrollmentRequest,
  type IdentityAt,
  type IssuedCredential,
  type Role,
} from "../identity/index.ts";
import { keyLeaves, type MasterKey } from "../keys/index.ts";
import { chainById, type NetworkDescription } from "../network/index.ts";
import { homeOf } from "./homeOracle.ts";
import { manifestPlanOf } from "./keyPlan.ts";
import type { KeyPlan } from "./person.ts";

/** Somebody who is about to get a pseudonym on a chain, with a wallet account that is on no other chain (rule 1). */
export interface Applicant {
  readonly network: NetworkDescription;
  readonly chainId: number;
  /** Fresh, from `newPersonId`; kept until the enrolment is done, so that a broken one goes on. */
  readonly personId: Hex;
  readonly signer: Signer;
  readonly master: MasterKey;
  readonly keyPlan: KeyPlan;
  /** Whose desk it is, and which organisation the credential is to name. */
  readonly organization: Hex;
  readonly role: Role;
  readonly fetch?: typeof fetch;
}

/** What the applicant brings to the issuer. Follows from master key and plan, so it comes out the same every time. */
export async function enrollmentRequest(applicant: Applicant): Promise<EnrollmentRequest> {
  const { chainId, personId, signer, master, keyPlan } = applicant;
  // The wallet signs the manifest only once it is published; the root does not depend on that.
  const leaves = await keyLeaves(master, manifestPlanOf(keyPlan, chainId));
  return {
    format: "medlattice/enrollment-request/v1",
    chainId,
    personId,
    controller: addressOf(signer),
    keyManifestRoot: merkleRoot(leaves.map(keyManifestLeaf)),
  };
}

/** The registry the applicant is to stand in. */
export function identityAt({ network, chainId }: Pick<Applicant, "network" | "chainId">): IdentityAt {
  return { chainId, identityRegistry: contractsOf(chainById(network, chainId)).identityRegistry };
}

/** The oracle at an organisation's desk. @throws InvalidInputError `ORGANIZATION_WITHOUT_ORACLE` */
export function deskOf(
  { network, fetch }: Pick<Applicant, "network" | "fetch">,
  organization: Hex,
): DeskClient {
  const { oracleUrl } = homeOf(network, organization);
  return createDeskClient({ baseUrl: oracleUrl, ...(fetch === undefined ? {} : { fetch }) });
}

/** @throws VerificationError `CREDENTIAL_MISMATCH` when it makes the applicant somebody else than was asked for */
export function requireAsked({ credential }: IssuedCredential, { role, organization }: Applicant): void {
  for (const [member, fits] of [
    ["role", credential.role === role],
    ["organization", credential.organization === organization],
  ] as const) {
    if (fits) continue;
    throw new VerificationError("CREDENTIAL_MISMATCH", "The credential does not say what was asked for.", {
      facts: { member },
      hints: ["Tell the manager at the desk as what you want to be enrolled."],
    });
  }
}

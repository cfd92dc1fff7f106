import { contractsOf } from "../chain/index.ts";
import { createDeskClient } from "../client/index.ts";
import { requestNullifier } from "../client/requestNullifier.ts";
import type { Hex } from "../codec/index.ts";
import { addressOf, type Signer } from "../eip712/index.ts";
import { capacityOf, type RealIdentity } from "../enrolment/index.ts";
import { UnavailableError } from "../errors/index.ts";
import {
  acceptCredential,
  type EnrollmentRequest,
  type IdentityAt,
  type IssuedCredential,
  issueCredential,
  type Role,
} from "../identity/index.ts";
import { keyLeaves, keyManifestRoot, type MasterKey, ZERO32 } from "../keys/index.ts";
import { chainById, type NetworkDescription } from "../network/index.ts";
import type { KeyPlan } from "./person.ts";

/** Whom a credential is for, before anybody has issued it. */
export interface Applicant {
  readonly network: NetworkDescription;
  readonly chainId: number;
  /** Chosen by the holder: `newPersonId()`. */
  readonly personId: Hex;
  readonly signer: Signer;
  readonly master: MasterKey;
  readonly keyPlan: KeyPlan;
}

/** The identity registry of a chain. */
export function identityAt(network: NetworkDescription, chainId: number): IdentityAt {
  return { chainId, identityRegistry: contractsOf(chainById(network, chainId)).identityRegistry };
}

/** What the person brings to a desk: pseudonym, account, and the root of the keys that will be published. */
export async function enrolmentRequest({
  chainId,
  personId,
  signer,
  master,
  keyPlan,
}: Applicant): Promise<EnrollmentRequest> {
  const plan = { chainId, epoch: keyPlan.receiveEpoch, ...keyPlan };
  const leaves = [...(await keyLeaves(master, plan))];
  const manifest = {
    format: "medlattice/key-manifest/v1",
    chainId,
    personId,
    epoch: plan.epoch,
    leaves,
  } as const;
  return {
    format: "medlattice/enrollment-request/v1",
    chainId,
    personId,
    controller: addressOf(signer),
    keyManifestRoot: keyManifestRoot(manifest),
  };
}

/** The person accepts a credential and has it put on chain by an oracle that reads that chain. */
export async function acceptEnrolment(
  applicant: Applicant,
  issued: IssuedCredential,
  oracleUrl: string,
): Promise<{ readonly blockNumber: number }> {
  const at = identityAt(applicant.network, applicant.chainId);
  const request = await enrolmentRequest(applicant);
  const enrollment = await acceptCredential({ at, issued, request, signer: applicant.signer });
  const { blockNumber } = await createDeskClient({ baseUrl: oracleUrl }).enroll(at, enrollment);
  return { blockNumber };
}

/**
 * An organisation's issuer key issues a credential directly (F1): for its managers, and for the people of organisations without a desk
 * of their own. Only the nullifier of the real identity leaves the issuer.
 */
export async function issueByOrganization(options: {
  readonly network: NetworkDescription;
  readonly request: EnrollmentRequest;
  readonly organization: Hex;
  /** The organisation's issuer key. */
  readonly issuer: Signer;
  readonly role: Role;
  readonly identity: RealIdentity;
  /** Unix seconds, both inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
}): Promise<IssuedCredential> {
  const { network, request, organization, issuer, role, identity, notBefore, notAfter } = options;
  const { chainId } = request;
  const nullifier = await requestNullifier({
    network,
    chainId,
    capacity: capacityOf(role),
    id: identity.id,
    organization,
    issuer,
  });
  return await issueCredential({
    at: identityAt(network, chainId),
    request,
    role,
    organization,
    nullifier,
    notBefore,
    notAfter,
    issuer: ZERO32,
    signer: issuer,
  });
}

/** An oracle that people of a chain can talk to before they are enrolled there. */
export function deskUrl(network: NetworkDescription, organization: Hex): string {
  const found = network.organizations.find(({ orgId }) => orgId === organization)?.oracleUrl;
  if (found !== undefined && found !== null) return found;
  throw new UnavailableError("ORGANIZATION_WITHOUT_ORACLE", "This organisation runs no oracle.", {
    facts: { organization },
    retryable: false,
  });
}

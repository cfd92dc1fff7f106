import { randomUUID } from "node:crypto";
import type { Identities } from "@medlattice/sdk/envelope";
import { CAPACITY, type RealPerson, type Voucher, openVoucher } from "@medlattice/sdk/enrolment";
import { type SignatureCheck, type Signer, credentialHash } from "@medlattice/sdk/eip712";
import { InvalidInputError, PermissionError, VerificationError } from "@medlattice/sdk/errors";
import {
  type EnrollmentRequest,
  type IdentityAt,
  type IssuedCredential,
  ROLE,
  issueCredential,
} from "@medlattice/sdk/identity";
import { type Hex, zeroHash } from "viem";
import type { ChainConfig, OracleConfig } from "../config/oracleConfig.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import type { EnrolmentTable } from "./enrolmentTable.ts";
import type { IdentityVault } from "./identityVault.ts";
import type { ComputeNullifier } from "./nullifiers.ts";
import type { RedemptionTable } from "./redemptionTable.ts";

export interface RedeemOptions {
  readonly config: OracleConfig;
  readonly consortium: ChainConfig;
  /** age identity that vouchers are sealed to. */
  readonly sealingIdentity: Identities;
  readonly issuer: Signer;
  readonly table: EnrolmentTable;
  readonly redemptions: RedemptionTable;
  readonly vault: IdentityVault;
  readonly reader: IdentityReader;
  readonly compute: ComputeNullifier;
  readonly checkSignature: SignatureCheck;
  readonly nowSeconds: () => number;
}

export interface Redemption {
  readonly voucher: Voucher;
  readonly holderSecret: Hex;
  readonly request: EnrollmentRequest;
}

/** Hospital and Internet platform: those who see patients, and so may vouch for them. */
const VOUCHING_KINDS: ReadonlySet<number> = new Set([1, 2]);
/** Clocks and blocks are not exactly together; a credential must not begin in the chain's future. */
const BACKDATING_SECONDS = 300;

/**
 * The authority takes a voucher and issues the consortium credential for the pseudonym its holder brings (decision 0006): the
 * organisation never sees that pseudonym, the authority never sees the private one.
 *
 * @throws PermissionError VOUCHER_NOT_PERMITTED; VerificationError VOUCHER_*, SIGNATURE_INVALID, PERSON_ENROLLED_ALREADY
 */
export async function redeem(options: RedeemOptions, redemption: Redemption): Promise<IssuedCredential> {
  const { config, consortium, table, reader, nowSeconds } = options;
  const { voucher, request } = redemption;
  const { chainId } = consortium;
  if (request.chainId !== chainId) {
    throw new InvalidInputError("CHAIN_NOT_FOUND", "Vouchers are for the consortium chain.", {
      facts: { chainId: request.chainId },
    });
  }
  const at = { chainId, identityRegistry: consortium.contracts.identityRegistry };
  const { identity, expiresAt } = await open(options, at, redemption);
  const known = options.redemptions.take(voucher.voucherHash, request, expiresAt);
  if (known !== undefined) return known;
  const nullifier = await options.compute({ chainId, capacity: CAPACITY.patient, id: identity.id });
  // Nobody is told the pseudonym: an organisation that forged a voucher for its own patient must not learn it.
  if ((await reader.personOfNullifier(chainId, nullifier)) !== undefined) throw enrolledAlready();
  const now = nowSeconds();
  const { orgId } = config.organization;
  const role = ROLE.patient;
  const issued = await issueCredential({
    at,
    request,
    role,
    organization: orgId,
    nullifier,
    notBefore: now - BACKDATING_SECONDS,
    notAfter: now + config.limits.credentialSeconds,
    issuer: zeroHash,
    signer: options.issuer,
  });
  const sealed = await options.vault.seal(identity);
  const fresh = {
    id: randomUUID(),
    chainId,
    organization: orgId,
    manager: undefined,
    vouchedBy: voucher.organization,
    role,
    nullifier,
    sealed,
  };
  const { id } = table.start(fresh, { now, expires: now + config.limits.enrolmentSeconds });
  const { personId } = request;
  table.issue(id, {
    personId,
    credentialHash: credentialHash(issued.credential),
    expires: issued.credential.notAfter,
  });
  options.redemptions.issue(voucher.voucherHash, issued);
  return issued;
}

async function open(
  options: RedeemOptions,
  at: IdentityAt,
  { voucher, holderSecret }: Redemption,
): Promise<{ identity: RealPerson; expiresAt: number }> {
  const organization = await options.reader.organization(at.chainId, voucher.organization);
  if (!organization.isActive || !VOUCHING_KINDS.has(organization.kind)) throw notPermitted("organization");
  if (organization.oracle !== voucher.signer) throw notPermitted("signer");
  const { identity, expiresAt } = await openVoucher({
    at,
    voucher,
    holderSecret,
    authority: options.config.organization.orgId,
    identity: options.sealingIdentity,
    nowSeconds: options.nowSeconds(),
    check: options.checkSignature,
  });
  if (identity.kind === "person") return { identity, expiresAt };
  throw new InvalidInputError("IDENTITY_KIND_WRONG", "Only a person can be enrolled as a patient.");
}

function notPermitted(member: string): PermissionError {
  return new PermissionError(
    "VOUCHER_NOT_PERMITTED",
    "The voucher is not by the oracle of an active hospital or platform.",
    { facts: { member }, hints: ["Ask the organisation that identified you for a new voucher."] },
  );
}

function enrolledAlready(): VerificationError {
  return new VerificationError(
    "PERSON_ENROLLED_ALREADY",
    "You are enrolled on the consortium chain already.",
    {
      hints: ["Use that identity, or ask the health authority to recover control of it."],
    },
  );
}

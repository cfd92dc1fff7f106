import { type Voucher, issueVoucher } from "@medlattice/sdk/enrolment";
import { InvalidInputError, UnavailableError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { SessionContext } from "../http/access.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import type { Desk } from "./desk.ts";
import type { Enrolment, EnrolmentTable } from "./enrolmentTable.ts";
import type { IdentityVault } from "./identityVault.ts";

export interface VoucherOptions {
  readonly config: OracleConfig;
  readonly table: EnrolmentTable;
  readonly vault: IdentityVault;
  readonly signer: ServiceSigner;
  readonly nowSeconds: () => number;
}

export interface VoucherRequest {
  readonly holder: Hex;
  readonly authority?: Hex | undefined;
}

/** Vouchers to the health authority, with which patients enrol on the consortium chain (decision 0006). */
export interface Vouchers {
  /** For a patient whom this organisation enrolled, at her own request. */
  forMe(session: SessionContext, request: VoucherRequest): Promise<Voucher>;
  /** For a patient of this manager's. */
  forEnrolment(
    desk: Desk,
    session: SessionContext,
    enrolmentId: string,
    request: VoucherRequest,
  ): Promise<Voucher>;
}

const HEALTH_AUTHORITY = "HealthAuthority";
const ROLE_PATIENT = 1;

export function createVouchers(options: VoucherOptions): Vouchers {
  const { config, table, vault, signer, nowSeconds } = options;

  async function issue(enrolment: Enrolment, { holder, authority }: VoucherRequest): Promise<Voucher> {
    const consortium = config.chains.find(({ home }) => home === "consortium");
    if (consortium === undefined) {
      throw new UnavailableError("VOUCHERS_NOT_SERVED", "This oracle is not on the consortium chain.", {
        retryable: false,
      });
    }
    const issuedAt = nowSeconds();
    return issueVoucher({
      at: { chainId: consortium.chainId, identityRegistry: consortium.contracts.identityRegistry },
      organization: config.organization.orgId,
      authority: chooseAuthority(config, authority),
      holder,
      identity: await vault.open(enrolment.sealed),
      issuedAt,
      expiresAt: issuedAt + config.limits.voucherSeconds,
      signer,
    });
  }

  return {
    async forMe({ chainId, personId, role }, request) {
      table.settle();
      const enrolment = role === ROLE_PATIENT ? table.ofPerson(chainId, personId) : undefined;
      if (enrolment === undefined) throw notIdentified();
      return issue(enrolment, request);
    },
    async forEnrolment(desk, session, enrolmentId, request) {
      const enrolment = desk.own(session, enrolmentId);
      if (enrolment.role !== ROLE_PATIENT) throw notIdentified();
      return issue(enrolment, request);
    },
  };
}

function chooseAuthority(
  { network }: OracleConfig,
  wanted: Hex | undefined,
): { orgId: Hex; recipient: string } {
  for (const { kind, orgId, sealingRecipient } of network.organizations) {
    if (kind !== HEALTH_AUTHORITY || sealingRecipient === null) continue;
    if (wanted === undefined || wanted === orgId) return { orgId, recipient: sealingRecipient };
  }
  throw new InvalidInputError(
    "AUTHORITY_NOT_FOUND",
    "The network has no such health authority with an oracle.",
  );
}

function notIdentified(): InvalidInputError {
  return new InvalidInputError(
    "ENROLMENT_NOT_FOUND",
    "This organisation has not verified the real identity of such a patient.",
    { hints: ["Ask the organisation that enrolled you."] },
  );
}

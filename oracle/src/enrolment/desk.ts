import { randomUUID } from "node:crypto";
import type {
  EnrolmentDetails,
  EnrolmentEntry,
  EnrolmentPage,
  IdentityLookup,
  RelayResult,
  StartEnrolment,
  StartedEnrolment,
} from "@medlattice/sdk/client";
import { type Capacity, type NationalId, capacityOf, CAPACITY } from "@medlattice/sdk/enrolment";
import { credentialHash } from "@medlattice/sdk/eip712";
import { InvalidInputError, PermissionError } from "@medlattice/sdk/errors";
import { type IssuedCredential, ROLE } from "@medlattice/sdk/identity";
import type { Hex } from "viem";
import type { ChainConfig, OracleConfig } from "../config/oracleConfig.ts";
import type { SessionContext } from "../http/access.ts";
import { looksAfter } from "../people/homeOf.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import { type Relay, unknownChain } from "../relay/createRelay.ts";
import { type CredentialCheck, requireIssued } from "./checkIssued.ts";
import type { DeskTable } from "./deskTable.ts";
import type { Enrolment, EnrolmentTable } from "./enrolmentTable.ts";
import type { IdentityVault } from "./identityVault.ts";
import type { ComputeNullifier } from "./nullifiers.ts";
import { relayEnrolment } from "./relayEnrolment.ts";

export interface DeskOptions {
  readonly config: OracleConfig;
  readonly table: EnrolmentTable;
  readonly requests: DeskTable;
  readonly vault: IdentityVault;
  readonly reader: IdentityReader;
  readonly compute: ComputeNullifier;
  readonly relay: Relay;
  readonly check: CredentialCheck;
  readonly nowSeconds: () => number;
}

/** The manager's desk: real identities in, nullifiers out, credentials between manager and person (F1, F2, M7). */
export interface Desk {
  /** @throws PermissionError DESK_NOT_PERMITTED unless the session is a manager's this desk serves */
  requireManager(session: SessionContext): void;
  start(session: SessionContext, input: StartEnrolment): Promise<StartedEnrolment>;
  /** Keeps the manager's signed credential, and hands it to the person who waits under the code. */
  issue(session: SessionContext, id: string, issued: IssuedCredential, code?: string): Promise<void>;
  complete(
    session: SessionContext,
    id: string,
    issued: IssuedCredential,
    controllerSignature: Hex,
  ): Promise<RelayResult>;
  list(session: SessionContext, page: { limit: number; cursor?: number | undefined }): EnrolmentPage;
  details(session: SessionContext, id: string): Promise<EnrolmentDetails>;
  lookup(session: SessionContext, id: NationalId, capacity: Capacity): Promise<IdentityLookup>;
  /** An enrolment of this manager's. @throws InvalidInputError ENROLMENT_NOT_FOUND */
  own(session: SessionContext, id: string): Enrolment;
}

export function createDesk(options: DeskOptions): Desk {
  const { config, table, requests, vault, reader, compute, nowSeconds } = options;

  function chainOf(chainId: number): ChainConfig {
    const chain = config.chains.find((candidate) => candidate.chainId === chainId);
    if (chain === undefined) throw unknownChain(chainId);
    return chain;
  }

  function requireManager({ role, organization }: SessionContext): void {
    if (role === ROLE.manager && looksAfter(config, organization)) return;
    throw new PermissionError("DESK_NOT_PERMITTED", "Only managers of the organisation work at this desk.");
  }

  /** No hospital learns who its patients are on the consortium chain (decision 0006). */
  function requirePlace(chainId: number, capacity: Capacity): void {
    const isShared = chainOf(chainId).home === "consortium";
    if (capacity !== CAPACITY.patient || !isShared || config.roles.includes("authority")) return;
    throw new PermissionError(
      "PATIENTS_NEED_VOUCHER",
      "Patients enrol on this chain at the health authority.",
      {
        facts: { chainId },
        hints: ["Give the patient a voucher; she redeems it at the health authority herself."],
      },
    );
  }

  function own(session: SessionContext, id: string): Enrolment {
    requireManager(session);
    const found = table.find(id);
    if (found?.chainId === session.chainId && found.manager === session.personId) return found;
    throw new InvalidInputError("ENROLMENT_NOT_FOUND", "You have no such enrolment.");
  }

  async function accept(session: SessionContext, id: string, issued: IssuedCredential): Promise<Enrolment> {
    const enrolment = own(session, id);
    await requireIssued(options.check, { session, enrolment, issued, chain: chainOf(session.chainId) });
    const { personId, notAfter } = issued.credential;
    table.issue(id, {
      personId,
      credentialHash: credentialHash(issued.credential),
      expires: notAfter,
    });
    return enrolment;
  }

  return {
    requireManager,
    own,
    async start(session, { role, identity }) {
      requireManager(session);
      const { chainId } = session;
      const capacity = capacityOf(role);
      requirePlace(chainId, capacity);
      if ((identity.kind === "device") !== (role === ROLE.captureStation)) {
        throw new InvalidInputError(
          "IDENTITY_KIND_WRONG",
          "Capture stations are devices, and everybody else is a person.",
          { facts: { role } },
        );
      }
      const nullifier = await compute({ chainId, capacity, id: identity.id });
      const personId = await reader.personOfNullifier(chainId, nullifier);
      if (personId !== undefined) return { outcome: "enrolled-already", personId };
      const sealed = await vault.seal(identity);
      const { organization, personId: manager } = session;
      const now = nowSeconds();
      const fresh = {
        id: randomUUID(),
        chainId,
        organization,
        manager,
        vouchedBy: undefined,
        role,
        nullifier,
        sealed,
      };
      const { id } = table.start(fresh, { now, expires: now + config.limits.enrolmentSeconds });
      return { outcome: "started", enrolmentId: id, nullifier };
    },
    async issue(session, id, issued, code) {
      if (code !== undefined) requireAnswers(requests.byCode(code, nowSeconds()).request, issued);
      await accept(session, id, issued);
      if (code !== undefined) requests.issue(code, issued);
    },
    async complete(session, id, issued, controllerSignature) {
      await accept(session, id, issued);
      const result = await relayEnrolment(
        options.relay,
        chainOf(session.chainId),
        issued,
        controllerSignature,
      );
      table.enrolled(id, issued.credential.personId);
      return result;
    },
    list(session, { limit, cursor }) {
      requireManager(session);
      table.settle();
      const rows = table.ofManager(session, { limit: limit + 1, before: cursor });
      const shown = rows.slice(0, limit);
      const next = rows.length > limit ? (shown.at(-1)?.seq ?? null) : null;
      return { items: shown.map(describe), next };
    },
    async details(session, id) {
      table.settle();
      const enrolment = own(session, id);
      return { ...describe(enrolment), identity: await vault.open(enrolment.sealed) };
    },
    async lookup(session, id, capacity) {
      requireManager(session);
      requirePlace(session.chainId, capacity);
      const nullifier = await compute({ chainId: session.chainId, capacity, id });
      const personId = (await reader.personOfNullifier(session.chainId, nullifier)) ?? null;
      const vouchedBy = table.ofNullifier(session.chainId, nullifier)?.vouchedBy ?? null;
      return { nullifier, personId, vouchedBy };
    },
  };
}

function describe(enrolment: Enrolment): EnrolmentEntry {
  const { id, chainId, role, nullifier, state, personId, createdAt } = enrolment;
  return {
    enrolmentId: id,
    chainId,
    role,
    nullifier,
    state,
    personId: state === "enrolled" ? (personId ?? null) : null,
    createdAt,
  };
}

function requireAnswers(
  request: { personId: Hex; controller: Hex; keyManifestRoot: Hex; chainId: number },
  { credential }: IssuedCredential,
): void {
  for (const member of ["personId", "controller", "keyManifestRoot"] as const) {
    if (request[member] === credential[member]) continue;
    throw new InvalidInputError(
      "CREDENTIAL_MISMATCH",
      "The credential is for another pseudonym than the one waiting under this code.",
      { facts: { member } },
    );
  }
}

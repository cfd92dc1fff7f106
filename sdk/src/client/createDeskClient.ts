import type { Hex } from "viem";
import type { z } from "zod";
import { identityCalls } from "../chain/index.ts";
import type { NullifierAnswer, NullifierRequest, Voucher } from "../enrolment/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import type { Enrollment, EnrollmentRequest, IdentityAt, IssuedCredential } from "../identity/index.ts";
import { DEFAULT_RETRY, type RetryPolicy } from "./retry.ts";
import {
  type DeskRequest,
  type Pickup,
  deskRequestReply,
  nullifierReply,
  pickupReply,
  redemptionReply,
} from "./schema/enrolment.ts";
import { type RelayResult, relayReply } from "./schema/relay.ts";
import type { SessionKey } from "./sessionKey.ts";
import { createTransport } from "./transport.ts";

export interface DeskClientOptions {
  /** Public URL of the oracle. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  readonly retry?: RetryPolicy;
  readonly timeoutMs?: number;
}

/** What an oracle offers to people who are not enrolled yet and so cannot log in. */
export interface DeskClient {
  /** Waits at the desk: tell the manager the code, keep the token. */
  wait(request: EnrollmentRequest): Promise<DeskRequest>;
  pickup(token: Hex): Promise<Pickup>;
  /** Enrols on chain with the credential that was picked up. @param controllerSignature of `acceptCredential` */
  accept(token: Hex, controllerSignature: Hex): Promise<RelayResult>;
  /** At a health authority: a voucher for the credential of a consortium pseudonym. */
  redeem(redemption: {
    voucher: Voucher;
    holderSecret: Hex;
    request: EnrollmentRequest;
  }): Promise<IssuedCredential>;
  /** Enrols on chain with a credential that came by another way. */
  enroll(at: IdentityAt, enrollment: Enrollment): Promise<RelayResult>;
  /** At a health authority: evaluates a blinded identity for an organisation's issuer key. */
  evaluateNullifier(request: NullifierRequest): Promise<NullifierAnswer>;
}

const DEFAULT_TIMEOUT_MS = 60_000;

export function createDeskClient(options: DeskClientOptions): DeskClient {
  const transport = createTransport({
    baseUrl: options.baseUrl,
    sessionKey: noSessionKey,
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    retry: options.retry ?? DEFAULT_RETRY,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  });
  const post = <T>(path: string, json: unknown, schema: z.ZodType<T>): Promise<T> =>
    transport.json({ method: "POST", path, json, unsigned: true }, schema);
  return {
    wait: (request) => post("/v1/enrolment-requests", request, deskRequestReply),
    pickup: (token) => post("/v1/enrolment-requests/pickup", { token }, pickupReply),
    accept: (token, controllerSignature) =>
      post("/v1/enrolment-requests/acceptance", { token, controllerSignature }, relayReply),
    redeem: ({ voucher, holderSecret, request }) =>
      post("/v1/vouchers/redemptions", { voucher, holderSecret, request }, redemptionReply),
    enroll: ({ chainId, identityRegistry }, { credential, issuerSignature, controllerSignature }) => {
      const call = identityCalls.enroll(identityRegistry, credential, issuerSignature, controllerSignature);
      const idempotencyKey = crypto.randomUUID();
      return post("/v1/relay", { chainId, ...call, idempotencyKey }, relayReply);
    },
    evaluateNullifier: (request) => post("/v1/nullifiers/evaluations", request, nullifierReply),
  };
}

/** Nothing is signed before somebody is enrolled. */
const noSessionKey: SessionKey = {
  keyId: "",
  spki: "",
  sign: () => Promise.reject(notEnrolled()),
  export: () => Promise.reject(notEnrolled()),
};

function notEnrolled(): InvalidInputError {
  return new InvalidInputError("LOGIN_NEEDED", "This needs a login, and a login needs an enrolment.");
}

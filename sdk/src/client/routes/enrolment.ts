import type { Hex } from "viem";
import { z } from "zod";
import type { Capacity, NationalId, Voucher } from "../../enrolment/index.ts";
import type { IssuedCredential } from "../../identity/index.ts";
import {
  type DeskRequestInfo,
  type EnrolmentDetails,
  type EnrolmentPage,
  type IdentityLookup,
  type StartEnrolment,
  type StartedEnrolment,
  deskRequestInfo,
  enrolmentDetails,
  enrolmentsReply,
  lookupReply,
  startEnrolmentReply,
  voucherReply,
} from "../schema/enrolment.ts";
import { type RelayResult, relayReply } from "../schema/relay.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

/** Whom a voucher is bound to, and for which authority where there are several. */
export interface VoucherChoice {
  /** From `newVoucherHolder`. */
  readonly holder: Hex;
  readonly authority?: Hex;
}

/** The manager's desk, and vouchers for patients. */
export interface EnrolmentMethods {
  /** The pseudonym that waits under a code. */
  look(code: string): Promise<DeskRequestInfo>;
  /** Verified identity in, nullifier out; or the pseudonym under which the person is here already. */
  start(input: StartEnrolment): Promise<StartedEnrolment>;
  /** Hands the signed credential in; with the code the person can fetch it. */
  issue(enrolmentId: string, issued: IssuedCredential, code?: string): Promise<void>;
  /** Enrols on chain at once, with the person's signature at hand. */
  complete(enrolmentId: string, issued: IssuedCredential, controllerSignature: Hex): Promise<RelayResult>;
  list(options?: { limit?: number; cursor?: number }): Promise<EnrolmentPage>;
  get(enrolmentId: string): Promise<EnrolmentDetails>;
  lookup(id: NationalId, capacity: Capacity): Promise<IdentityLookup>;
  /** For a patient of this manager's. */
  voucherFor(enrolmentId: string, choice: VoucherChoice): Promise<Voucher>;
  /** For the patient who asks. */
  voucher(choice: VoucherChoice): Promise<Voucher>;
}

export function enrolmentMethods(transport: Transport): EnrolmentMethods {
  const base = "/v1/enrolments";
  const get = <T>(path: string, schema: z.ZodType<T>): Promise<T> =>
    transport.json({ method: "GET", path }, schema);
  const post = <T>(path: string, json: unknown, schema: z.ZodType<T>): Promise<T> =>
    transport.json({ method: "POST", path, json }, schema);
  return {
    look: (code) => get(`/v1/enrolment-requests/${code}`, deskRequestInfo),
    start: (input) => post(base, input, startEnrolmentReply),
    issue: (id, issued, code) => post(`${base}/${id}/credential`, { issued, code }, z.undefined()),
    complete: (id, issued, controllerSignature) =>
      post(`${base}/${id}/completion`, { issued, controllerSignature }, relayReply),
    list: (options = {}) => get(`${base}${query({ ...options })}`, enrolmentsReply),
    get: (id) => get(`${base}/${id}`, enrolmentDetails),
    lookup: (id, capacity) => post(`${base}/lookup`, { id, capacity }, lookupReply),
    voucherFor: (id, choice) => post(`${base}/${id}/vouchers`, choice, voucherReply),
    voucher: (choice) => post("/v1/persons/me/vouchers", choice, voucherReply),
  };
}

import type { Hex } from "viem";
import { type LoginSigner, type SignedLogin, login, logout, presentLogin } from "./login.ts";
import { DEFAULT_RETRY, type RetryPolicy } from "./retry.ts";
import { type AnchorMethods, anchorMethods } from "./routes/anchors.ts";
import { type AppointmentMethods, appointmentMethods } from "./routes/appointments.ts";
import { type CommitteeMethods, committeeMethods } from "./routes/committee.ts";
import { type CorrectionMethods, correctionMethods } from "./routes/corrections.ts";
import { type CustodyMethods, custodyMethods } from "./routes/custody.ts";
import { type DealMethods, dealMethods } from "./routes/deals.ts";
import { type DirectoryMethods, directoryMethods } from "./routes/directory.ts";
import { type EnrolmentMethods, enrolmentMethods } from "./routes/enrolment.ts";
import { type InstitutionMethods, institutionMethods } from "./routes/institution.ts";
import { type KeyMethods, keyMethods } from "./routes/keyManifests.ts";
import { type KeyringMethods, keyringMethods } from "./routes/keyrings.ts";
import { type MailMethods, mailMethods } from "./routes/mailbox.ts";
import { type ObjectMethods, objectMethods } from "./routes/objects.ts";
import { type ProxyMethods, proxyMethods } from "./routes/proxy.ts";
import { type RecordMethods, recordMethods } from "./routes/records.ts";
import { type SummaryMethods, summaryMethods } from "./routes/summaries.ts";
import { type RelayRequest, type RelayResult, relayReply } from "./schema/relay.ts";
import { type Session, sessionReply } from "./schema/session.ts";
import type { SessionKey } from "./sessionKey.ts";
import { createTransport } from "./transport.ts";

export interface OracleClientOptions {
  /** Public URL of the oracle, exactly as it names itself: requests are signed for it. */
  readonly baseUrl: string;
  /** Signs the login; nothing else. */
  readonly signer: LoginSigner;
  /** The pseudonym one acts as, on its chain. */
  readonly person: { readonly chainId: number; readonly personId: Hex };
  readonly sessionKey: SessionKey;
  /** Host of the page, as wallets check it; default the oracle's own. */
  readonly domain?: string;
  readonly fetch?: typeof fetch;
  readonly retry?: RetryPolicy;
  readonly timeoutMs?: number;
}

/** Everything an oracle offers to a person, typed; the same in Node and in browsers. */
export interface OracleClient {
  readonly baseUrl: string;
  readonly person: OracleClientOptions["person"];
  /** Asks the wallet once. @param options.oracles orgIds of further oracles the signature is for (`present` there). */
  login(options?: { lifetimeSeconds?: number; oracles?: readonly Hex[] }): Promise<SignedLogin>;
  /** Opens a session with a login that was signed for another oracle and lists this one. */
  present(signed: SignedLogin): Promise<Session>;
  session(): Promise<Session>;
  logout(): Promise<void>;
  /** Has a signed call sent to the chain; repeated with the same key it is not sent twice. */
  relay(call: Omit<RelayRequest, "idempotencyKey"> & { idempotencyKey?: string }): Promise<RelayResult>;
  readonly objects: ObjectMethods;
  readonly records: RecordMethods;
  readonly institution: InstitutionMethods;
  readonly corrections: CorrectionMethods;
  readonly custody: CustodyMethods;
  readonly deals: DealMethods;
  readonly proxy: ProxyMethods;
  readonly enrolment: EnrolmentMethods;
  readonly keyring: KeyringMethods;
  readonly keys: KeyMethods;
  readonly directory: DirectoryMethods;
  readonly appointments: AppointmentMethods;
  readonly mailbox: MailMethods;
  readonly summaries: SummaryMethods;
  readonly anchors: AnchorMethods;
  readonly committee: CommitteeMethods;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * @example
 * const client = createOracleClient({ baseUrl, signer: account, person, sessionKey: await createSessionKey() });
 * await client.login();
 * const { cid } = await client.objects.put(sealed);
 */
export function createOracleClient(options: OracleClientOptions): OracleClient {
  const { signer, person, sessionKey, domain } = options;
  const transport = createTransport({
    baseUrl: options.baseUrl,
    sessionKey,
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    retry: options.retry ?? DEFAULT_RETRY,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  });
  return {
    baseUrl: transport.baseUrl,
    person,
    login: async (choices = {}) =>
      (await login({ transport, signer, person, sessionKey, domain, ...choices })).signed,
    present: (signed) => presentLogin(transport, sessionKey, signed),
    session: () => transport.json({ method: "GET", path: "/v1/session" }, sessionReply),
    logout: () => logout(transport),
    relay: (call) => {
      const json = { ...call, idempotencyKey: call.idempotencyKey ?? crypto.randomUUID() };
      return transport.json({ method: "POST", path: "/v1/relay", json }, relayReply);
    },
    objects: objectMethods(transport),
    records: recordMethods(transport),
    institution: institutionMethods(transport),
    corrections: correctionMethods(transport),
    custody: custodyMethods(transport),
    deals: dealMethods(transport),
    proxy: proxyMethods(transport, person.chainId),
    enrolment: enrolmentMethods(transport),
    keyring: keyringMethods(transport),
    keys: keyMethods(transport),
    directory: directoryMethods(transport),
    appointments: appointmentMethods(transport),
    mailbox: mailMethods(transport),
    summaries: summaryMethods(transport),
    anchors: anchorMethods(transport),
    committee: committeeMethods(transport),
  };
}

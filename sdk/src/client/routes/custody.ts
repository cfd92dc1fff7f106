import type { Hex } from "viem";
import type { SignedDocument } from "../../codec/index.ts";
import {
  type CeremonyEntry,
  type CustodyRequestEntry,
  type CustodyRequestStatus,
  type CustodyState,
  ceremoniesReply,
  ceremonyEntry,
  type CustodyManagerEntry,
  custodyManager,
  custodyManagersReply,
  custodyReply,
  custodyRequestEntry,
  custodyRequestPage,
} from "../schema/custody.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

/** Officers who hold the institution's trapdoor together (docs/corrections.md); for its managers. */
export interface CustodyMethods {
  state(): Promise<CustodyState>;
  /** Managers of the institution, those who have left among them. */
  managers(): Promise<readonly CustodyManagerEntry[]>;
  /** Says what the manager is called. */
  introduce(signed: SignedDocument): Promise<CustodyManagerEntry>;
  ceremonies(): Promise<readonly CeremonyEntry[]>;
  ceremony(id: Hex): Promise<CeremonyEntry>;
  begin(document: string): Promise<CeremonyEntry>;
  contribute(id: Hex, signed: SignedDocument): Promise<CeremonyEntry>;
  confirm(id: Hex, signed: SignedDocument): Promise<CeremonyEntry>;
  /** Shows a false share. @param share the share's document */
  complain(id: Hex, share: string): Promise<CeremonyEntry>;
  cancel(id: Hex): Promise<CeremonyEntry>;
  requests(options?: {
    readonly status?: CustodyRequestStatus;
    readonly cursor?: number;
  }): Promise<{ readonly items: readonly CustodyRequestEntry[]; readonly next: number | null }>;
  request(id: Hex): Promise<CustodyRequestEntry>;
  decide(id: Hex, signed: SignedDocument): Promise<CustodyRequestEntry>;
  commit(id: Hex, nonces: { readonly hiding: Hex; readonly binding: Hex }): Promise<CustodyRequestEntry>;
  sign(id: Hex, attempt: number, z: Hex): Promise<CustodyRequestEntry>;
}

export function custodyMethods(transport: Transport): CustodyMethods {
  const base = "/v1/custody";
  const ceremony = (method: "GET" | "POST", path: string, json?: unknown): Promise<CeremonyEntry> =>
    transport.json(
      { method, path: `${base}/ceremonies${path}`, ...(json === undefined ? {} : { json }) },
      ceremonyEntry,
    );
  const request = (method: "GET" | "POST", path: string, json?: unknown): Promise<CustodyRequestEntry> =>
    transport.json(
      { method, path: `${base}/requests${path}`, ...(json === undefined ? {} : { json }) },
      custodyRequestEntry,
    );
  return {
    state: () => transport.json({ method: "GET", path: base }, custodyReply),
    managers: async () =>
      (await transport.json({ method: "GET", path: `${base}/managers` }, custodyManagersReply)).items,
    introduce: (signed) =>
      transport.json({ method: "PUT", path: `${base}/managers/me`, json: { signed } }, custodyManager),
    ceremonies: async () =>
      (await transport.json({ method: "GET", path: `${base}/ceremonies` }, ceremoniesReply)).items,
    ceremony: (id) => ceremony("GET", `/${id}`),
    begin: (document) => ceremony("POST", "", { document }),
    contribute: (id, signed) => ceremony("POST", `/${id}/contributions`, { signed }),
    confirm: (id, signed) => ceremony("POST", `/${id}/confirmations`, { signed }),
    complain: (id, share) => ceremony("POST", `/${id}/complaints`, { share }),
    cancel: (id) => ceremony("POST", `/${id}/cancellation`, {}),
    requests: (options = {}) =>
      transport.json({ method: "GET", path: `${base}/requests${query({ ...options })}` }, custodyRequestPage),
    request: (id) => request("GET", `/${id}`),
    decide: (id, signed) => request("POST", `/${id}/decisions`, { signed }),
    commit: (id, nonces) => request("POST", `/${id}/commitments`, nonces),
    sign: (id, attempt, z) => request("POST", `/${id}/attempts/${attempt}/shares`, { z }),
  };
}

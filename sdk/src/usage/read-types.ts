import type { Hex } from "../codec/index.ts";
import type { GrantPackage } from "../consent/index.ts";
import type { SignatureCheck } from "../eip712/index.ts";
import type { StorageAddress } from "../manifest/index.ts";
import type { VerifiedRecord } from "../record/index.ts";
import type { ProxyFailure } from "./collect.ts";
import type { LedgerAt } from "./open-request.ts";
import type { CapsuleOpener } from "./openers.ts";
import type { Receipt } from "./receipts.ts";

/** A proxy of a grant. */
export interface ProxyAt {
  readonly organization: Hex;
  readonly index: number;
}

/** How a reader reaches proxies and providers. */
export interface ReadTransport {
  /** Asks one proxy for an access; what it sends is checked here. An error of ours passes on as the proxy's reason. */
  ask(proxy: ProxyAt, accessId: Hex, signal: AbortSignal): Promise<unknown>;
  /** Fetches the sealed file from one provider. */
  fetchSealed(provider: Hex, address: StorageAddress, accessId: Hex): Promise<ReadableStream<Uint8Array>>;
}

/** What the reader knows from the network description, its own nodes and registries; never from the proxies that it asks. */
export interface ReadKnowledge {
  readonly ledger: LedgerAt;
  /** On the record's chain. */
  readonly recordRegistry: Hex;
  /** On the record's chain: where mandates are signed. */
  readonly recordConsentRegistry: Hex;
  /** On the record's chain: where corrections are signed. */
  readonly recordCorrection?: Hex | undefined;
  /** Chameleon key of an institution, x ‖ y. */
  readonly chameleonKeyOf: (institution: Hex) => Promise<Hex>;
  /** Address of an organisation's oracle key. */
  readonly oracleOf: (organization: Hex) => Promise<Hex>;
  /** State hash from the reader's own node of the record's chain; null when it is no member there. */
  readonly stateHashOf: ((recordId: Hex) => Promise<Hex>) | null;
}

export interface ReadOptions {
  readonly accessId: Hex;
  readonly recordId: Hex;
  readonly version: number;
  /** From `openGrantPackage`. */
  readonly grantPackage: GrantPackage;
  readonly opener: CapsuleOpener;
  /** The reader's organisation: its proxy does not count (DESIGN rule 6). */
  readonly ownOrganization: Hex;
  readonly transport: ReadTransport;
  readonly knowledge: ReadKnowledge;
  readonly check?: SignatureCheck;
  readonly limitBytes?: number;
  /**
   * How long proxies beyond the threshold are spared; they are asked at once when one of the first fails, lies or disagrees. Left out:
   * all are asked together.
   */
  readonly reserveAfterMs?: number;
}

export interface ReadResult {
  /** Exactly the bytes that were sealed. */
  readonly content: Uint8Array;
  /** What the file is encrypted with: an amendment keeps the seeds of unchanged fields, which come from it (`fieldInputOf`). */
  readonly fileKey: Uint8Array;
  readonly verified: VerifiedRecord;
  /** Whether the state is the reader's own node's, or what the threshold of proxies agree on. */
  readonly stateFrom: "node" | "proxies";
  /** Who failed, refused or lied on the way, and why. */
  readonly failures: readonly ProxyFailure[];
  readonly receipts: readonly Receipt[];
}

import type { OracleClient, RelayResult } from "@medlattice/sdk/client";
import type { Hex } from "viem";

type Call = Parameters<OracleClient["relay"]>[0];

/** A call whose outcome a client was told, with what it takes to ask for it again. */
export interface ToldRelay {
  readonly call: Call;
  readonly result: RelayResult;
  again(): Promise<RelayResult>;
}

export interface ToldRecord {
  readonly recordId: Hex;
  readonly proposedIn: number;
  confirmedIn: number | null;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
}

export interface ToldGrant {
  readonly grantId: Hex;
  readonly recordId: Hex;
  readonly block: number;
  withdrawnIn: number | null;
}

export interface ToldAccess {
  readonly accessId: Hex;
  readonly grantId: Hex;
  readonly recordId: Hex;
  readonly block: number;
  /** Organisations whose answer reached the reader. */
  readonly answered: Set<Hex>;
}

/** What the clients were told had happened: nothing of it may be missing afterwards, and nothing may be there twice. */
export interface Journal {
  /** How long its clients go on asking for one thing. */
  readonly patienceMs: number;
  readonly relays: ToldRelay[];
  readonly records: ToldRecord[];
  readonly grants: ToldGrant[];
  readonly accesses: ToldAccess[];
  /** Repetitions by the clients, for the summary. */
  retries: number;
  /** Calls sent twice at once under one key. */
  twins: number;
}

export function createJournal(patienceMs = 180_000): Journal {
  return { patienceMs, relays: [], records: [], grants: [], accesses: [], retries: 0, twins: 0 };
}

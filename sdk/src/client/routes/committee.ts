import { type CommitteeReply, committeeReply } from "../schema/committee.ts";
import type { Transport } from "../transport.ts";

/** The consortium's committee (docs/bridge.md). */
export interface CommitteeMethods {
  /** Epoch, stations, newest decisions with who was absent, and what waits for a decision, as this oracle sees it. */
  status(): Promise<CommitteeReply>;
}

export function committeeMethods(transport: Transport): CommitteeMethods {
  return {
    status: () => transport.json({ method: "GET", path: "/v1/committee" }, committeeReply),
  };
}

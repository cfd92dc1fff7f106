import type { Hex } from "viem";
import { type Proof, proofSchema } from "../../proof/index.ts";
import { type AnchorsReply, anchorsReply } from "../schema/anchors.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

/** Roots on public chains, and the proofs that end there (docs/bridge.md). */
export interface AnchorMethods {
  /** The newest anchors first, with the snapshots that wait and the public chains as they look now. */
  list(options?: { readonly before?: number; readonly limit?: number }): Promise<AnchorsReply>;
  /**
   * The proof file of a record (`verifyProof`), for its patient, its author, or a doctor of the treatment.
   * @throws UnavailableError PROOF_NOT_ANCHORED: the record is under no anchor yet; `facts.retryAfterSeconds` says when to ask again
   */
  proofOf(recordId: Hex): Promise<Proof>;
}

export function anchorMethods(transport: Transport): AnchorMethods {
  return {
    list: (options = {}) =>
      transport.json({ method: "GET", path: `/v1/anchors${query({ ...options })}` }, anchorsReply),
    proofOf: (recordId) =>
      transport.json({ method: "GET", path: `/v1/records/${recordId}/proof` }, proofSchema),
  };
}

import { PermissionError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { Tombstones } from "../erasure/tombstones.ts";
import type { SessionContext } from "../http/access.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { OpenAccess } from "../manifests/createOpenAccess.ts";
import type { ReadableRecords } from "../manifests/readableRecords.ts";
import type { ObjectTable } from "./objectTable.ts";

/** Who may fetch a sealed file (visibility table): its patient; its author until confirmed; a reader with an access. */
export interface ObjectAccess {
  /** @throws PermissionError OBJECT_NOT_PERMITTED, the same whether the object exists or not */
  requireReader(session: SessionContext, cid: string, accessId?: Hex): Promise<void>;
}

export interface ObjectAccessOptions {
  readonly table: ObjectTable;
  readonly queries: IndexQueries;
  readonly readable: ReadableRecords;
  readonly openAccess: OpenAccess;
  readonly tombstones: Pick<Tombstones, "requireContent">;
}

export function createObjectAccess({
  table,
  queries,
  readable,
  openAccess,
  tombstones,
}: ObjectAccessOptions): ObjectAccess {
  return {
    async requireReader(session, cid, accessId) {
      tombstones.requireContent({ cid });
      const records = table.recordsOf(cid);
      if (records.length === 0 && table.isOwner(cid, session)) return;
      for (const record of records) {
        if (accessId !== undefined && (await openAccess(session, accessId, record))) return;
        if (record.chainId !== session.chainId) continue;
        const state = queries.record(record.chainId, record.recordId)?.state;
        // A manifest may be here before its record is on chain.
        if (state === undefined ? table.isOwner(cid, session) : readable.mayReadContent(session, state))
          return;
      }
      throw new PermissionError("OBJECT_NOT_PERMITTED", "This object is not yours to fetch.", {
        hints: [
          "A reader names the id of a recent access.",
          "An author reads a record until its patient has confirmed it.",
        ],
      });
    },
  };
}

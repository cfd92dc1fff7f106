import { MedLatticeError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { Facts } from "../evidence/createFacts.ts";
import { untilAnswered } from "../evidence/untilSettled.ts";
import type { SessionContext } from "../http/access.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { Served } from "../proxy/createServed.ts";
import { requirePermitted } from "../proxy/refusals.ts";

/** Whether an access of the session's person lets a record's manifest and sealed file be fetched now. */
export type OpenAccess = (
  session: SessionContext,
  accessId: Hex,
  record: { readonly chainId: number; readonly recordId: Hex },
) => Promise<boolean>;

export interface OpenAccessOptions {
  readonly queries: Pick<IndexQueries, "access" | "grant">;
  readonly facts: Pick<Facts, "askLocal">;
  readonly served: Served;
  readonly accessSeconds: number;
  readonly nowSeconds: () => number;
}

/** The index hears of a block milliseconds after whoever opened in it. */
const PATIENCE_MS = 2_000;

/**
 * An access is good for a while, and only as long as its grant is: not withdrawn, not over, not denied, both people active, which
 * the nodes are asked every time (DESIGN rule 13). What the ledger cannot know, a proxy must have found when it served the
 * access: whose record it is, when it is of another chain, and the terms, when a contract wallet made the call.
 */
export function createOpenAccess(options: OpenAccessOptions): OpenAccess {
  const { queries, facts, served, nowSeconds } = options;

  /** Undefined when the terms do not stand in the call. */
  async function isPermitted(chainId: number, accessId: Hex): Promise<boolean | undefined> {
    const access = await facts.askLocal<"access">(chainId, { kind: "access", accessId });
    if (access === null) return false;
    const { disclosure, reader, recordId } = access;
    if (disclosure === null) return undefined;
    const answer = await facts.askLocal<"permission">(chainId, {
      kind: "permission",
      disclosure,
      reader,
      recordId,
    });
    return isGood(answer.verdict) && !answer.isDenied && answer.isGrantorActive && answer.isReaderActive;
  }

  return async (session, accessId, record) => {
    const { chainId, personId, organization: readerOrganization } = session;
    const access = await untilAnswered(async () => queries.access(chainId, accessId), PATIENCE_MS);
    if (access?.reader !== personId || access.recordId !== record.recordId) return false;
    if (access.foreign === (record.chainId === chainId)) return false;
    const now = nowSeconds();
    if (access.time + options.accessSeconds < now) return false;
    const grant = queries.grant(chainId, access.grantor, access.grantId);
    if (grant?.revoked !== null) return false;
    const permitted = await isPermitted(chainId, accessId);
    if (permitted === false) return false;
    const isKnown = permitted === true && record.chainId === chainId;
    return isKnown || served({ chainId, accessId, readerOrganization }, record);
  };
}

function isGood(verdict: number): boolean {
  try {
    requirePermitted(verdict);
    return true;
  } catch (error) {
    if (error instanceof MedLatticeError) return false;
    throw error;
  }
}

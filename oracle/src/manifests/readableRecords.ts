import type { Hex } from "viem";
import type { RecordEntry } from "@medlattice/sdk/client";
import type { SessionContext } from "../http/access.ts";
import type { IndexQueries } from "../index/queries.ts";

/** The rules of the visibility table for what belongs to a record, in one place. */
export interface ReadableRecords {
  /** State on chain: patient, author, doctor of the treatment. */
  mayReadState(session: SessionContext, state: RecordEntry["state"]): boolean;
  /** Address and sealed content: the patient; the author until the patient has confirmed. */
  mayReadContent(session: SessionContext, state: RecordEntry["state"]): boolean;
  mayReadManifest(
    session: SessionContext,
    manifest: { readonly chainId: number; readonly recordId: Hex },
    accessId: Hex | undefined,
  ): boolean;
  /** Whether an access of the session's person lets a record be read now. */
  isOpenAccess(session: SessionContext, accessId: Hex, record: { chainId: number; recordId: Hex }): boolean;
}

export interface ReadableRecordsOptions {
  readonly queries: IndexQueries;
  readonly isAssigned: (session: SessionContext, treatmentId: Hex) => boolean;
  readonly accessSeconds: number;
  readonly nowSeconds: () => number;
}

/** `RecordRegistry.Status` in which a record waits for its patient. */
const PROPOSED = 1;
const DISPUTED = 3;

export function createReadableRecords(options: ReadableRecordsOptions): ReadableRecords {
  const { queries } = options;

  const rules: ReadableRecords = {
    mayReadState: (session, state) =>
      session.personId === state.patient ||
      session.personId === state.author ||
      options.isAssigned(session, state.treatmentId),
    mayReadContent(session, state) {
      const awaitsPatient = state.status === PROPOSED || state.status === DISPUTED;
      return session.personId === state.patient || (awaitsPatient && session.personId === state.author);
    },
    mayReadManifest(session, manifest, accessId) {
      if (manifest.chainId === session.chainId) {
        const state = queries.record(manifest.chainId, manifest.recordId)?.state;
        if (state !== undefined && rules.mayReadState(session, state)) return true;
      }
      return accessId !== undefined && rules.isOpenAccess(session, accessId, manifest);
    },
    isOpenAccess(session, accessId, record) {
      const access = queries.access(session.chainId, accessId);
      if (access?.reader !== session.personId || access.recordId !== record.recordId) return false;
      if (access.foreign === (record.chainId === session.chainId)) return false;
      if (access.time + options.accessSeconds < options.nowSeconds()) return false;
      const grant = queries.grant(session.chainId, access.grantor, access.grantId);
      return grant?.revoked === null;
    },
  };
  return rules;
}

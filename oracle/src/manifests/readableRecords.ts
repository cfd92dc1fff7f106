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
  /** Manifest without an access: who may read the state. */
  mayReadManifest(
    session: SessionContext,
    manifest: { readonly chainId: number; readonly recordId: Hex },
  ): boolean;
}

export interface ReadableRecordsOptions {
  readonly queries: IndexQueries;
  readonly isAssigned: (session: SessionContext, treatmentId: Hex) => boolean;
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
    mayReadManifest(session, manifest) {
      if (manifest.chainId !== session.chainId) return false;
      const state = queries.record(manifest.chainId, manifest.recordId)?.state;
      return state !== undefined && rules.mayReadState(session, state);
    },
  };
  return rules;
}

import { ITEM_KIND } from "@medlattice/sdk/summary";
import { type Hex, decodeEventLog } from "viem";
import { contractAt } from "../chains/contractAt.ts";
import { CONTRACT_ABIS } from "../chains/openChain.ts";
import type { ChainConfig } from "../config/oracleConfig.ts";
import type { KeptLog } from "../index/keptLog.ts";

/** What becomes an item, before its patient is blinded: an entry of an account chain, or of the label log (systems.md M5). */
export interface Entry {
  readonly kind: 1 | 2;
  readonly block: number;
  readonly recordId: Hex;
  readonly version: number;
  /** Of a record it never changes, so a label leaves it to the record's own entry. */
  readonly commitment: Hex | null;
  readonly keywordRoot: Hex;
  readonly patient: Hex;
}

/** Patients enrolled in a block. */
export interface Registration {
  readonly block: number;
}

const PATIENT = 1;

/**
 * What a private chain's logs have to tell, in their order; a function of the logs alone. A record that was registered on challenge
 * is an entry at once, and again when its claim was checked: whoever keeps entries takes the first of each name.
 */
export function entriesOf(
  chain: Pick<ChainConfig, "contracts">,
  logs: readonly KeptLog[],
): { readonly entries: readonly Entry[]; readonly registrations: readonly Registration[] } {
  const entries: Entry[] = [];
  const registrations: Registration[] = [];
  for (const { block, address, topics, data } of logs) {
    switch (contractAt(chain, address)) {
      case "recordRegistry": {
        const { eventName, args } = decodeEventLog({ abi: CONTRACT_ABIS.recordRegistry, topics, data });
        if (eventName !== "RecordConfirmed" && eventName !== "RecordClaimed") break;
        const { recordId, version, commitment, keywordRoot, patient } = args.state;
        entries.push({ kind: ITEM_KIND.record, block, recordId, version, commitment, keywordRoot, patient });
        break;
      }
      case "recordCorrection": {
        const { eventName, args } = decodeEventLog({ abi: CONTRACT_ABIS.recordCorrection, topics, data });
        if (eventName !== "RecordLabelled") break;
        const { recordId, version, keywordRoot, patient } = args.correction;
        entries.push({
          kind: ITEM_KIND.label,
          block,
          recordId,
          version,
          commitment: null,
          keywordRoot,
          patient,
        });
        break;
      }
      case "identityRegistry": {
        const { eventName, args } = decodeEventLog({ abi: CONTRACT_ABIS.identityRegistry, topics, data });
        if (eventName === "PersonEnrolled" && args.role === PATIENT) registrations.push({ block });
        break;
      }
      default:
        break;
    }
  }
  return { entries, registrations };
}

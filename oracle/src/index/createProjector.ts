import type { DatabaseSync } from "node:sqlite";
import { type Hex, decodeEventLog } from "viem";
import { CONTRACT_ABIS } from "../chains/openChain.ts";
import { contractAt } from "../chains/contractAt.ts";
import type { ChainConfig, ContractName } from "../config/oracleConfig.ts";
import { integer } from "../database/columns.ts";
import { type KeptLog, readKeptLog } from "./keptLog.ts";
import { PROJECTED_TABLES } from "./migration.ts";
import { projectConsents } from "./project/consents.ts";
import { projectCorrections } from "./project/corrections.ts";
import { projectIdentities } from "./project/identities.ts";
import { projectOrganizations } from "./project/organizations.ts";
import { type EventPlace, positionOf } from "./project/projection.ts";
import { projectRecords } from "./project/records.ts";
import { projectUsages } from "./project/usages.ts";

/** What listeners are told: which contract said what. Arguments stay in the tables. */
export interface IndexedEvent {
  readonly chainId: number;
  readonly contract: ContractName;
  readonly name: string;
  readonly personId?: Hex;
}

export interface Projector {
  apply(chain: ChainConfig, log: KeptLog, time: number): IndexedEvent;
  /** Makes the tables of a chain again from the logs kept. */
  rebuild(chain: ChainConfig): void;
}

/** Turns logs into rows. Must run inside a transaction. */
export function createProjector(database: DatabaseSync): Projector {
  const organizations = projectOrganizations(database);
  const identities = projectIdentities(database);
  const records = projectRecords(database);
  const consents = projectConsents(database);
  const usages = projectUsages(database);
  const corrections = projectCorrections(database);
  const wipes = PROJECTED_TABLES.map((table) => database.prepare(`DELETE FROM ${table} WHERE chain_id = ?`));
  const kept = database.prepare(
    `SELECT logs.*, blocks.time FROM logs JOIN blocks USING (chain_id, block) WHERE chain_id = ? ORDER BY block, log_index`,
  );

  function apply(chain: ChainConfig, log: KeptLog, time: number): IndexedEvent {
    const { chainId } = chain;
    const { block, txHash, topics, data } = log;
    const place: EventPlace = { chainId, block, time, txHash, position: positionOf(block, log.logIndex) };
    const contract = contractAt(chain, log.address);
    switch (contract) {
      case "organizationRegistry": {
        const event = decodeEventLog({ abi: CONTRACT_ABIS.organizationRegistry, topics, data });
        organizations(event, place);
        return { chainId, contract, name: event.eventName };
      }
      case "identityRegistry": {
        const event = decodeEventLog({ abi: CONTRACT_ABIS.identityRegistry, topics, data });
        identities(event, place);
        const personId =
          event.args !== undefined && "personId" in event.args ? event.args.personId : undefined;
        return { chainId, contract, name: event.eventName, ...(personId === undefined ? {} : { personId }) };
      }
      case "recordRegistry": {
        const event = decodeEventLog({ abi: CONTRACT_ABIS.recordRegistry, topics, data });
        records(event, place);
        return { chainId, contract, name: event.eventName };
      }
      case "consentRegistry": {
        const event = decodeEventLog({ abi: CONTRACT_ABIS.consentRegistry, topics, data });
        consents(event, place);
        return { chainId, contract, name: event.eventName };
      }
      case "usageLedger": {
        const event = decodeEventLog({ abi: CONTRACT_ABIS.usageLedger, topics, data });
        usages(event, place);
        return { chainId, contract, name: event.eventName };
      }
      case "recordCorrection": {
        const event = decodeEventLog({ abi: CONTRACT_ABIS.recordCorrection, topics, data });
        corrections(event, place);
        return { chainId, contract, name: event.eventName };
      }
      case "summaryInbox":
        // Batches are read from their transactions (`summaries/postedBatches.ts`).
        return {
          chainId,
          contract,
          name: decodeEventLog({ abi: CONTRACT_ABIS.summaryInbox, topics, data }).eventName,
        };
      case undefined:
        throw new TypeError("a log of a contract that is not ours");
      default:
        return contract satisfies never;
    }
  }

  return {
    apply,
    rebuild(chain) {
      for (const wipe of wipes) wipe.run(chain.chainId);
      for (const row of kept.iterate(chain.chainId)) apply(chain, readKeptLog(row), integer(row["time"]));
    },
  };
}

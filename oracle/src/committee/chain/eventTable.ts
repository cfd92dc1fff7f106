import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { hex, integer, text } from "../../database/columns.ts";
import { transaction } from "../../database/transaction.ts";
import { stationsOf } from "../bits.ts";
import type { CommitteeEvents } from "./readEvents.ts";

/** A voting key as the verifier has it. */
export interface EnrolledKey {
  readonly organization: Hex;
  readonly key: Hex;
}

/** A group that votes are hashed for: the first `size` stations, and those of them whose membership keys are made. */
export interface ChainSetup {
  readonly setup: number;
  readonly size: number;
  readonly members: readonly number[];
}

export interface Decision {
  readonly kind: number;
  readonly slot: Hex;
  readonly payload: Hex;
  readonly epoch: number;
  readonly present: readonly number[];
  /** Who could have voted and is not in it. */
  readonly absent: readonly number[];
  readonly txHash: Hex;
  readonly block: number;
}

/** What the committee's contracts have said so far; made of the chain, and made again when the chain is another. */
export interface EventTable {
  /** Up to where it was read. */
  cursor(): { readonly block: number; readonly hash: Hex } | undefined;
  take(events: CommitteeEvents, cursor: { readonly block: number; readonly hash: Hex }): void;
  wipe(): void;
  /** In order of stations. */
  keys(): readonly EnrolledKey[];
  setup(number: number): ChainSetup | undefined;
  newestSetup(): ChainSetup | undefined;
  decision(kind: number, slot: Hex): Decision | undefined;
  /** Newest first. */
  decisions(limit: number): readonly Decision[];
  /** Whether anything was decided in an epoch. */
  isBusy(epoch: number): boolean;
  /** Pins so far. */
  countOf(kind: number): number;
}

const TABLES = ["cursor", "keys", "setups", "epochs", "decisions"].map((name) => `committee_${name}`);

export function createEventTable(database: DatabaseSync, chainId: number): EventTable {
  const sql = (statement: string) => database.prepare(statement);
  const cursor = sql("SELECT block, hash FROM committee_cursor WHERE chain_id = ?");
  const setCursor = sql("INSERT OR REPLACE INTO committee_cursor VALUES (?, ?, ?)");
  const wipes = TABLES.map((table) => sql(`DELETE FROM ${table}`));
  const putKey = sql("INSERT OR REPLACE INTO committee_keys VALUES (?, ?, ?)");
  const putSetup = sql("INSERT OR REPLACE INTO committee_setups VALUES (?, ?, ?)");
  const putEpoch = sql("INSERT OR REPLACE INTO committee_epochs VALUES (?, ?, ?, ?, ?)");
  const putDecision = sql("INSERT OR REPLACE INTO committee_decisions VALUES (?, ?, ?, ?, ?, ?, ?)");
  const keys = sql("SELECT organization, key FROM committee_keys ORDER BY station");
  const setup = sql("SELECT * FROM committee_setups WHERE setup = ?");
  const newest = sql("SELECT * FROM committee_setups ORDER BY setup DESC LIMIT 1");
  const joined =
    "SELECT d.*, e.stations FROM committee_decisions d LEFT JOIN committee_epochs e ON e.epoch = d.epoch";
  const decision = sql(`${joined} WHERE kind = ? AND slot = ?`);
  const decisions = sql(`${joined} ORDER BY block DESC LIMIT ?`);
  const busy = sql("SELECT 1 AS one FROM committee_decisions WHERE epoch = ? LIMIT 1");
  const count = sql("SELECT COUNT(*) AS n FROM committee_decisions WHERE kind = ?");
  const wipe = () => {
    for (const each of wipes) each.run();
  };
  return {
    cursor() {
      const row = cursor.get(chainId);
      return row && { block: integer(row["block"]), hash: hex(row["hash"]) };
    },
    take(events, { block, hash }) {
      transaction(database, () => {
        for (const each of events.keys) putKey.run(each.station, each.organization, each.key);
        for (const each of events.setups) putSetup.run(each.setup, each.size, String(each.members));
        for (const each of events.epochs) {
          putEpoch.run(each.epoch, Number(each.drawn), each.setup, String(each.stations), each.seats);
        }
        for (const each of events.decisions) {
          const { kind, slot, payload, epoch, present, txHash } = each;
          putDecision.run(kind, slot, payload, epoch, String(present), txHash, each.block);
        }
        setCursor.run(chainId, block, hash);
      });
    },
    wipe: () => transaction(database, wipe),
    keys: () => keys.all().map((row) => ({ organization: hex(row["organization"]), key: hex(row["key"]) })),
    setup: (number) => readSetup(setup.get(number)),
    newestSetup: () => readSetup(newest.get()),
    decision(kind, slot) {
      const row = decision.get(kind, slot);
      return row && readDecision(row);
    },
    decisions: (limit) => decisions.all(limit).map(readDecision),
    isBusy: (epoch) => busy.get(epoch) !== undefined,
    countOf: (kind) => integer(count.get(kind)?.["n"]),
  };
}

function readSetup(row: Record<string, unknown> | undefined): ChainSetup | undefined {
  if (row === undefined) return undefined;
  const members = stationsOf(BigInt(text(row["members"])));
  return { setup: integer(row["setup"]), size: integer(row["size"]), members };
}

function readDecision(row: Record<string, unknown>): Decision {
  const present = BigInt(text(row["present"]));
  const could = row["stations"] === null ? present : BigInt(text(row["stations"]));
  return {
    kind: integer(row["kind"]),
    slot: hex(row["slot"]),
    payload: hex(row["payload"]),
    epoch: integer(row["epoch"]),
    present: stationsOf(present),
    absent: stationsOf(could & ~present),
    txHash: hex(row["tx_hash"]),
    block: integer(row["block"]),
  };
}

import type { DatabaseSync } from "node:sqlite";
import { type AnchorChoice, anchorEntry } from "@medlattice/sdk/client";
import { signatureSchema } from "@medlattice/sdk/codec";
import type { Hex } from "viem";
import { z } from "zod";
import { hex, integer, optionalInteger, text } from "../database/columns.ts";
import { type AnchorBody, anchorBodySchema, hashOfBody } from "./anchorMessages.ts";

/** An anchor that enough stations have signed. */
export interface KeptAnchor {
  readonly anchor: AnchorBody;
  readonly hash: Hex;
  /** Unix seconds, by this oracle's clock. */
  readonly created: number;
  /** When it was first on a public chain for good; undefined while it is not. */
  readonly finalized: number | undefined;
}

/** How far an anchor is on a public chain. */
export interface KeptPlace {
  readonly chainId: number;
  readonly state: "sent" | "seen" | "final" | "left";
  readonly txHash: Hex | null;
  readonly block: number | null;
  /** Transactions of this oracle that were refused. */
  readonly attempts: number;
}

export interface AnchorTable {
  /** What this station has signed under a sequence, or is about to. Written before it is signed, and never changed. */
  voted(sequence: number): AnchorBody | undefined;
  vote(anchor: AnchorBody, created: number): void;
  /** The newest of all that this station has signed. */
  lastVoted(): AnchorBody | undefined;
  /** Enough have signed it. The first one under a sequence stays. */
  put(anchor: AnchorBody, created: number): void;
  find(sequence: number): KeptAnchor | undefined;
  newest(): KeptAnchor | undefined;
  before(sequence: number): KeptAnchor | undefined;
  after(sequence: number, limit: number): readonly KeptAnchor[];
  /** The newest first. */
  page(before: number, limit: number): readonly KeptAnchor[];
  final(before: number, limit: number): readonly KeptAnchor[];
  /** On no public chain for good, as far as is known. The newest first. */
  open(limit: number): readonly KeptAnchor[];
  count(): number;
  setFinal(sequence: number, time: number | null): void;
  signatures(sequence: number, chainId: number): readonly Hex[] | undefined;
  signedChains(sequence: number): readonly number[];
  sign(sequence: number, chainId: number, signatures: readonly Hex[]): void;
  places(sequence: number): readonly KeptPlace[];
  setPlace(sequence: number, place: KeptPlace): void;
  removePlace(sequence: number, chainId: number): void;
  choices(sequence: number): readonly AnchorChoice[];
  choose(sequence: number, choice: AnchorChoice): void;
}

const signaturesSchema = z.array(signatureSchema);
const choiceSchema = anchorEntry.shape.choices.element;
const STATES = ["sent", "seen", "final", "left"] as const;
/** The rest are told by the log: a chain that goes to and fro must not fill the disk. */
const MOST_CHOICES = 50;

export function createAnchorTable(database: DatabaseSync): AnchorTable {
  const sql = (statement: string) => database.prepare(statement);
  const voted = sql("SELECT anchor FROM anchor_votes WHERE sequence = ?");
  const vote = sql("INSERT INTO anchor_votes VALUES (?, ?, ?)");
  const lastVoted = sql("SELECT anchor FROM anchor_votes ORDER BY sequence DESC LIMIT 1");
  const put = sql("INSERT OR IGNORE INTO anchors (sequence, hash, anchor, created) VALUES (?, ?, ?, ?)");
  const find = sql("SELECT * FROM anchors WHERE sequence = ?");
  const page = sql("SELECT * FROM anchors WHERE sequence < ? ORDER BY sequence DESC LIMIT ?");
  const after = sql("SELECT * FROM anchors WHERE sequence > ? ORDER BY sequence LIMIT ?");
  const final = sql(
    "SELECT * FROM anchors WHERE sequence < ? AND finalized IS NOT NULL ORDER BY sequence DESC LIMIT ?",
  );
  const open = sql("SELECT * FROM anchors WHERE finalized IS NULL ORDER BY sequence DESC LIMIT ?");
  const count = sql("SELECT COUNT(*) AS n FROM anchors");
  const setFinal = sql("UPDATE anchors SET finalized = ? WHERE sequence = ?");
  const signatures = sql("SELECT signatures FROM anchor_signatures WHERE sequence = ? AND chain_id = ?");
  const signed = sql("SELECT chain_id FROM anchor_signatures WHERE sequence = ? ORDER BY chain_id");
  const sign = sql("INSERT OR REPLACE INTO anchor_signatures VALUES (?, ?, ?)");
  const places = sql("SELECT * FROM anchor_places WHERE sequence = ? ORDER BY chain_id");
  const setPlace = sql("INSERT OR REPLACE INTO anchor_places VALUES (?, ?, ?, ?, ?, ?)");
  const removePlace = sql("DELETE FROM anchor_places WHERE sequence = ? AND chain_id = ?");
  const choices = sql("SELECT choice FROM anchor_choices WHERE sequence = ? ORDER BY id");
  const choose = sql("INSERT INTO anchor_choices (sequence, choice) VALUES (?, ?)");
  const forget = sql(
    "DELETE FROM anchor_choices WHERE sequence = ? AND id NOT IN (SELECT id FROM anchor_choices WHERE sequence = ? ORDER BY id DESC LIMIT ?)",
  );
  return {
    voted: (sequence) => optional(voted.get(sequence), readBody),
    vote: (anchor, created) => void vote.run(anchor.sequence, JSON.stringify(anchor), created),
    lastVoted: () => optional(lastVoted.get(), readBody),
    put: (anchor, created) =>
      void put.run(anchor.sequence, hashOfBody(anchor), JSON.stringify(anchor), created),
    find: (sequence) => optional(find.get(sequence), readAnchor),
    newest: () => optional(page.get(Number.MAX_SAFE_INTEGER, 1), readAnchor),
    before: (sequence) => optional(page.get(sequence, 1), readAnchor),
    after: (sequence, limit) => after.all(sequence, limit).map(readAnchor),
    page: (before, limit) => page.all(before, limit).map(readAnchor),
    final: (before, limit) => final.all(before, limit).map(readAnchor),
    open: (limit) => open.all(limit).map(readAnchor),
    count: () => integer(count.get()?.["n"]),
    setFinal: (sequence, time) => void setFinal.run(time, sequence),
    signatures: (sequence, chainId) =>
      optional(signatures.get(sequence, chainId), (row) =>
        signaturesSchema.parse(JSON.parse(text(row["signatures"]))),
      ),
    signedChains: (sequence) => signed.all(sequence).map((row) => integer(row["chain_id"])),
    sign: (sequence, chainId, list) => void sign.run(sequence, chainId, JSON.stringify(list)),
    places: (sequence) => places.all(sequence).map(readPlace),
    setPlace: (sequence, { chainId, state, txHash, block, attempts }) =>
      void setPlace.run(sequence, chainId, state, txHash, block, attempts),
    removePlace: (sequence, chainId) => void removePlace.run(sequence, chainId),
    choices: (sequence) =>
      choices.all(sequence).map((row) => choiceSchema.parse(JSON.parse(text(row["choice"])))),
    choose(sequence, choice) {
      choose.run(sequence, JSON.stringify(choice));
      forget.run(sequence, sequence, MOST_CHOICES);
    },
  };
}

type Row = Record<string, unknown>;

function optional<T>(row: Row | undefined, read: (row: Row) => T): T | undefined {
  return row === undefined ? undefined : read(row);
}

function readBody(row: Row): AnchorBody {
  return anchorBodySchema.parse(JSON.parse(text(row["anchor"])));
}

function readAnchor(row: Row): KeptAnchor {
  return {
    anchor: readBody(row),
    hash: hex(row["hash"]),
    created: integer(row["created"]),
    finalized: optionalInteger(row["finalized"]),
  };
}

function readPlace(row: Row): KeptPlace {
  const state = STATES.find((known) => known === row["state"]);
  if (state === undefined) throw new TypeError("column is not a state");
  return {
    chainId: integer(row["chain_id"]),
    state,
    txHash: row["tx_hash"] === null ? null : hex(row["tx_hash"]),
    block: optionalInteger(row["block"]) ?? null,
    attempts: integer(row["attempts"]),
  };
}

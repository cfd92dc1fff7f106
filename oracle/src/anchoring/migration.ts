/**
 * What anchoring keeps. The first two are made of chains and can be made again; the others are this oracle's own doings: `anchor_votes` is
 * what it must never forget, for it stands there before it is signed, so that no second root is signed under one sequence.
 */
export const ANCHOR_MIGRATION = `
CREATE TABLE anchor_people (chain_id INTEGER NOT NULL, person_id TEXT NOT NULL, block INTEGER NOT NULL, PRIMARY KEY (chain_id, person_id)) WITHOUT ROWID;
CREATE TABLE anchor_entries (
  chain_id INTEGER NOT NULL, patient TEXT NOT NULL, height INTEGER NOT NULL, block INTEGER NOT NULL, record_id TEXT NOT NULL,
  commitment TEXT NOT NULL, institution TEXT NOT NULL, PRIMARY KEY (chain_id, patient, height)
) WITHOUT ROWID;
CREATE INDEX anchor_entries_block ON anchor_entries (chain_id, block);
CREATE TABLE anchor_snapshots (
  chain_id INTEGER NOT NULL, sequence INTEGER NOT NULL, root TEXT NOT NULL, head TEXT NOT NULL, accounts TEXT NOT NULL, salt_key TEXT NOT NULL,
  created INTEGER NOT NULL, PRIMARY KEY (chain_id, sequence)
) WITHOUT ROWID;
CREATE TABLE anchor_heads (
  chain_id INTEGER NOT NULL, sequence INTEGER NOT NULL, root TEXT NOT NULL, slot TEXT NOT NULL, vouched TEXT NOT NULL, seen INTEGER NOT NULL,
  is_decided INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (chain_id, sequence, root)
) WITHOUT ROWID;
CREATE INDEX anchor_heads_slot ON anchor_heads (slot);
CREATE TABLE anchor_votes (sequence INTEGER PRIMARY KEY, anchor TEXT NOT NULL, created INTEGER NOT NULL);
CREATE TABLE anchors (sequence INTEGER PRIMARY KEY, hash TEXT NOT NULL, anchor TEXT NOT NULL, created INTEGER NOT NULL, finalized INTEGER);
CREATE TABLE anchor_signatures (
  sequence INTEGER NOT NULL, chain_id INTEGER NOT NULL, signatures TEXT NOT NULL, PRIMARY KEY (sequence, chain_id)
) WITHOUT ROWID;
CREATE TABLE anchor_places (
  sequence INTEGER NOT NULL, chain_id INTEGER NOT NULL, state TEXT NOT NULL, tx_hash TEXT, block INTEGER, attempts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (sequence, chain_id)
) WITHOUT ROWID;
CREATE TABLE anchor_choices (id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, choice TEXT NOT NULL);
CREATE INDEX anchor_choices_sequence ON anchor_choices (sequence)`;

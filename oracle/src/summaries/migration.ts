/**
 * What the bridge keeps. The first four are made of chains and can be made again; the others are this oracle's own doings: sections with
 * their items, as an institution signed them or an authority took them in, and what an authority made of them.
 */
export const SUMMARY_MIGRATION = `
CREATE TABLE summary_cursors (purpose TEXT NOT NULL, chain_id INTEGER NOT NULL, block INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (purpose, chain_id)) WITHOUT ROWID;
CREATE TABLE summary_entries (
  chain_id INTEGER NOT NULL, position INTEGER NOT NULL, kind INTEGER NOT NULL, block INTEGER NOT NULL, record_id TEXT NOT NULL,
  version INTEGER NOT NULL, commitment TEXT NOT NULL, keyword_root TEXT NOT NULL, patient TEXT NOT NULL, seen INTEGER NOT NULL,
  PRIMARY KEY (chain_id, position)
) WITHOUT ROWID;
CREATE UNIQUE INDEX summary_entries_name ON summary_entries (chain_id, record_id, kind, version);
CREATE TABLE summary_registrations (chain_id INTEGER NOT NULL, block INTEGER NOT NULL, patients INTEGER NOT NULL, PRIMARY KEY (chain_id, block)) WITHOUT ROWID;
CREATE TABLE summary_posted (
  sequence INTEGER PRIMARY KEY, batch_hash TEXT NOT NULL, batch TEXT NOT NULL, sections TEXT NOT NULL, tx_hash TEXT NOT NULL, block INTEGER NOT NULL
);
CREATE TABLE summary_posted_sections (
  chain_id INTEGER NOT NULL, first_slip INTEGER NOT NULL, section_hash TEXT NOT NULL, next_slip INTEGER NOT NULL, next_block INTEGER NOT NULL,
  item_count INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (chain_id, first_slip)
) WITHOUT ROWID;
CREATE TABLE summary_batches (
  id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, batch_hash TEXT NOT NULL, batch TEXT NOT NULL, signature TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, created INTEGER NOT NULL
);
CREATE TABLE summary_sections (
  section_hash TEXT PRIMARY KEY, organization TEXT NOT NULL, chain_id INTEGER NOT NULL, first_slip INTEGER NOT NULL, first_item INTEGER NOT NULL,
  section TEXT NOT NULL, items TEXT NOT NULL, signature TEXT NOT NULL, signer TEXT NOT NULL, created INTEGER NOT NULL,
  strangers INTEGER NOT NULL, refusals INTEGER NOT NULL DEFAULT 0, batch INTEGER REFERENCES summary_batches (id)
);
CREATE INDEX summary_sections_place ON summary_sections (chain_id, first_item);
CREATE TABLE summary_allotments (organization TEXT PRIMARY KEY, chain_id INTEGER NOT NULL, first_slip INTEGER NOT NULL, slips INTEGER NOT NULL) WITHOUT ROWID`;

/**
 * What a station keeps. `committee_votes` is what it must never forget: what it signs stands there before it signs, so that it signs no second
 * payload for one (epoch, kind, slot). Shares are other stations' votes, by which one that votes two ways is found. The rest is read from the
 * chain and can be read again.
 */
export const COMMITTEE_MIGRATION = `
CREATE TABLE committee_proposals (
  kind INTEGER NOT NULL, slot TEXT NOT NULL, payload TEXT NOT NULL, created INTEGER NOT NULL, PRIMARY KEY (kind, slot)
) WITHOUT ROWID;
CREATE TABLE committee_votes (
  epoch INTEGER NOT NULL, kind INTEGER NOT NULL, slot TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (epoch, kind, slot)
) WITHOUT ROWID;
CREATE TABLE committee_contributions (
  group_id TEXT NOT NULL, station INTEGER NOT NULL, contribution TEXT NOT NULL, PRIMARY KEY (group_id, station)
) WITHOUT ROWID;
CREATE TABLE committee_shares (
  epoch INTEGER NOT NULL, kind INTEGER NOT NULL, slot TEXT NOT NULL, station INTEGER NOT NULL, payload TEXT NOT NULL, setup INTEGER NOT NULL,
  signature TEXT NOT NULL, PRIMARY KEY (epoch, kind, slot, station, payload)
) WITHOUT ROWID;
CREATE TABLE committee_cursor (chain_id INTEGER PRIMARY KEY, block INTEGER NOT NULL, hash TEXT NOT NULL);
CREATE TABLE committee_keys (station INTEGER PRIMARY KEY, organization TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE committee_setups (setup INTEGER PRIMARY KEY, size INTEGER NOT NULL, members TEXT NOT NULL);
CREATE TABLE committee_epochs (
  epoch INTEGER PRIMARY KEY, drawn INTEGER NOT NULL, setup INTEGER NOT NULL, stations TEXT NOT NULL, seats INTEGER NOT NULL
);
CREATE TABLE committee_decisions (
  kind INTEGER NOT NULL, slot TEXT NOT NULL, payload TEXT NOT NULL, epoch INTEGER NOT NULL, present TEXT NOT NULL, tx_hash TEXT NOT NULL,
  block INTEGER NOT NULL, PRIMARY KEY (kind, slot)
) WITHOUT ROWID;
CREATE INDEX committee_decisions_block ON committee_decisions (block)`;

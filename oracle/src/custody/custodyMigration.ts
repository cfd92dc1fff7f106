/**
 * Ceremonies and requests of officers who hold the institution's trapdoor together (docs/corrections.md). Nothing here is secret: shares
 * of the key pass through mailboxes, sealed, and stay with the officers.
 */
export const CUSTODY_MIGRATION = `
CREATE TABLE custody_ceremonies (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, chain_id INTEGER NOT NULL, document TEXT NOT NULL, status TEXT NOT NULL,
  liar INTEGER, created INTEGER NOT NULL
);
CREATE TABLE custody_documents (
  subject TEXT NOT NULL, kind TEXT NOT NULL, officer INTEGER NOT NULL, signed TEXT NOT NULL,
  PRIMARY KEY (subject, kind, officer)
) WITHOUT ROWID;
CREATE TABLE custody_requests (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ceremony TEXT NOT NULL, chain_id INTEGER NOT NULL, kind TEXT NOT NULL,
  subject TEXT NOT NULL, document TEXT NOT NULL, status TEXT NOT NULL, proof BLOB, created INTEGER NOT NULL,
  UNIQUE (ceremony, kind, subject)
);
CREATE TABLE custody_commitments (
  seq INTEGER PRIMARY KEY, request TEXT NOT NULL, officer INTEGER NOT NULL, hiding TEXT NOT NULL UNIQUE, binding TEXT NOT NULL,
  attempt INTEGER
);
CREATE INDEX custody_commitments_request ON custody_commitments (request, seq);
CREATE TABLE custody_shares (
  request TEXT NOT NULL, attempt INTEGER NOT NULL, officer INTEGER NOT NULL, z TEXT NOT NULL,
  PRIMARY KEY (request, attempt, officer)
) WITHOUT ROWID;
CREATE TABLE custody_liars (request TEXT NOT NULL, officer INTEGER NOT NULL, PRIMARY KEY (request, officer)) WITHOUT ROWID`;

/** What managers say they are called; one word of theirs, the newest. */
export const INTRODUCTION_MIGRATION = `
CREATE TABLE custody_introductions (
  chain_id INTEGER NOT NULL, person_id TEXT NOT NULL, signed TEXT NOT NULL, PRIMARY KEY (chain_id, person_id)
) WITHOUT ROWID`;

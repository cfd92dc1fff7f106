/**
 * Raw logs, the checkpoint, and what is made of them. Everything but `logs` and `checkpoints` can be made again from the
 * logs, which is what happens after a reorganisation.
 */
export const INDEX_MIGRATION = `
CREATE TABLE checkpoints (chain_id INTEGER PRIMARY KEY, genesis TEXT NOT NULL, block INTEGER NOT NULL, hash TEXT NOT NULL);
CREATE TABLE blocks (chain_id INTEGER NOT NULL, block INTEGER NOT NULL, hash TEXT NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (chain_id, block)) WITHOUT ROWID;
CREATE TABLE logs (
  chain_id INTEGER NOT NULL, block INTEGER NOT NULL, log_index INTEGER NOT NULL, tx_hash TEXT NOT NULL, address TEXT NOT NULL,
  topics TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (chain_id, block, log_index)
) WITHOUT ROWID;

CREATE TABLE organizations (
  chain_id INTEGER NOT NULL, org_id TEXT NOT NULL, kind INTEGER NOT NULL, status INTEGER NOT NULL, dns_name TEXT NOT NULL,
  admin TEXT NOT NULL, issuer_key TEXT, oracle TEXT, endpoint TEXT, PRIMARY KEY (chain_id, org_id)
) WITHOUT ROWID;
CREATE TABLE organization_keys (
  chain_id INTEGER NOT NULL, org_id TEXT NOT NULL, kind INTEGER NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL, proof TEXT NOT NULL,
  PRIMARY KEY (chain_id, org_id, kind, version)
) WITHOUT ROWID;
CREATE TABLE emergency_keys (
  chain_id INTEGER NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL, threshold INTEGER NOT NULL, holders TEXT NOT NULL,
  commitments TEXT NOT NULL, PRIMARY KEY (chain_id, version)
) WITHOUT ROWID;

CREATE TABLE persons (
  chain_id INTEGER NOT NULL, person_id TEXT NOT NULL, organization TEXT NOT NULL, role INTEGER NOT NULL, status INTEGER NOT NULL,
  key_manifest_root TEXT NOT NULL, not_before INTEGER NOT NULL, not_after INTEGER NOT NULL, credential_hash TEXT NOT NULL,
  enrolled INTEGER NOT NULL, PRIMARY KEY (chain_id, person_id)
) WITHOUT ROWID;
CREATE TABLE controllers (
  chain_id INTEGER NOT NULL, person_id TEXT NOT NULL, controller TEXT NOT NULL, PRIMARY KEY (chain_id, person_id, controller)
) WITHOUT ROWID;

CREATE TABLE records (
  chain_id INTEGER NOT NULL, record_id TEXT NOT NULL, patient TEXT NOT NULL, author TEXT NOT NULL, institution TEXT NOT NULL,
  treatment_id TEXT NOT NULL, category_tag TEXT NOT NULL, commitment TEXT NOT NULL, commitment_proof TEXT NOT NULL,
  manifest_hash TEXT NOT NULL, keyword_root TEXT NOT NULL, station_root TEXT NOT NULL, version INTEGER NOT NULL,
  sequence INTEGER NOT NULL, status INTEGER NOT NULL,
  position TEXT NOT NULL, proposed INTEGER NOT NULL, proposal_tx TEXT NOT NULL, author_signer TEXT NOT NULL,
  confirmed INTEGER, confirmation_tx TEXT, patient_signer TEXT, mandate_id TEXT, height INTEGER, updated_block INTEGER NOT NULL,
  PRIMARY KEY (chain_id, record_id)
) WITHOUT ROWID;
CREATE INDEX records_patient ON records (chain_id, patient, position);
CREATE INDEX records_author ON records (chain_id, author, position);
CREATE INDEX records_treatment ON records (chain_id, treatment_id, position);
CREATE TABLE account_entries (
  chain_id INTEGER NOT NULL, patient TEXT NOT NULL, height INTEGER NOT NULL, head TEXT NOT NULL, record_id TEXT NOT NULL,
  PRIMARY KEY (chain_id, patient, height)
) WITHOUT ROWID;

CREATE TABLE grants (
  chain_id INTEGER NOT NULL, grantor TEXT NOT NULL, grant_id TEXT NOT NULL, position TEXT NOT NULL, registered INTEGER,
  not_before INTEGER, not_after INTEGER, max_uses INTEGER, used INTEGER NOT NULL DEFAULT 0, revoked INTEGER,
  PRIMARY KEY (chain_id, grantor, grant_id)
) WITHOUT ROWID;
CREATE INDEX grants_position ON grants (chain_id, grantor, position);
CREATE TABLE denials (
  chain_id INTEGER NOT NULL, grantor TEXT NOT NULL, tag TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (chain_id, grantor, tag)
) WITHOUT ROWID;
CREATE TABLE revoked_mandates (
  chain_id INTEGER NOT NULL, mandate_id TEXT NOT NULL, patient TEXT NOT NULL, PRIMARY KEY (chain_id, mandate_id)
) WITHOUT ROWID;
CREATE TABLE access_requests (
  chain_id INTEGER NOT NULL, request_id TEXT NOT NULL, requester TEXT NOT NULL, patient TEXT NOT NULL, request_hash TEXT NOT NULL,
  position TEXT NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (chain_id, request_id)
) WITHOUT ROWID;
CREATE INDEX access_requests_patient ON access_requests (chain_id, patient, position);
CREATE TABLE accesses (
  chain_id INTEGER NOT NULL, access_id TEXT NOT NULL, grantor TEXT NOT NULL, reader TEXT NOT NULL, signer TEXT NOT NULL,
  grant_id TEXT NOT NULL, record_id TEXT NOT NULL, version INTEGER NOT NULL, request_hash TEXT NOT NULL, use INTEGER NOT NULL,
  is_foreign INTEGER NOT NULL, block INTEGER NOT NULL, position TEXT NOT NULL, time INTEGER NOT NULL, tx_hash TEXT NOT NULL,
  PRIMARY KEY (chain_id, access_id)
) WITHOUT ROWID;
CREATE INDEX accesses_grantor ON accesses (chain_id, grantor, position);
CREATE INDEX accesses_reader ON accesses (chain_id, reader, position);
CREATE TABLE receipt_batches (
  chain_id INTEGER NOT NULL, organization TEXT NOT NULL, head TEXT NOT NULL, root TEXT NOT NULL, count INTEGER NOT NULL,
  previous TEXT NOT NULL, position TEXT NOT NULL, PRIMARY KEY (chain_id, organization, head)
) WITHOUT ROWID`;

/** Tables that are made from logs. */
export const PROJECTED_TABLES = [
  "organizations",
  "organization_keys",
  "emergency_keys",
  "persons",
  "controllers",
  "records",
  "account_entries",
  "grants",
  "denials",
  "revoked_mandates",
  "access_requests",
  "accesses",
  "receipt_batches",
  "labels",
  "refuted_openings",
] as const;

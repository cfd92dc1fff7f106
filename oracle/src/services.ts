import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import type { Identities } from "@medlattice/sdk/envelope";
import type { SignatureCheck } from "@medlattice/sdk/eip712";
import type { Anchoring } from "./anchoring/createAnchoring.ts";
import type { OracleChains } from "./chains/openChains.ts";
import type { Committee } from "./committee/committee.ts";
import type { OracleConfig } from "./config/oracleConfig.ts";
import type { Custody } from "./custody/createCustody.ts";
import type { Correcting } from "./corrections/createCorrecting.ts";
import type { Tombstones } from "./erasure/tombstones.ts";
import type { ChainIndex } from "./index/createChainIndex.ts";
import type { Follower } from "./index/followChain.ts";
import type { IndexQueries } from "./index/queries.ts";
import type { ServiceSigner } from "./keys/createSigner.ts";
import type { ManifestTable } from "./manifests/manifestTable.ts";
import type { ReadableRecords } from "./manifests/readableRecords.ts";
import type { JobQueue } from "./outbox/jobQueue.ts";
import type { PeerClient } from "./peers/createPeerClient.ts";
import type { FollowedTls } from "./pki/followTlsFolder.ts";
import type { People } from "./people/createPeople.ts";
import type { Sharing } from "./proxy/createSharing.ts";
import type { Relay } from "./relay/createRelay.ts";
import type { ControllerCheck } from "./session/controllerCheck.ts";
import type { NonceTable } from "./session/nonceTable.ts";
import type { SessionStore } from "./session/sessionStore.ts";
import type { Audit } from "./audit/createAudit.ts";
import type { Summaries } from "./summaries/createSummaries.ts";
import type { Store } from "./store/createStore.ts";
import type { Replication } from "./store/replication.ts";
import type { Uploads } from "./store/uploads.ts";

export interface ServiceInputs {
  readonly config: OracleConfig;
  readonly logger: Logger;
  readonly nowMs: () => number;
  readonly database: DatabaseSync;
  /**
   * The same tables over a connection that does not wait for the disk, for what can be found out again: what chains say, that a job is
   * done, an answer given. Such a commit survives the death of the process; a power cut may take the last ones, and only whole ones.
   */
  readonly recoverable: DatabaseSync;
  readonly openDatabase: (
    file: string,
    migrations: readonly string[],
    synchronous: "FULL" | "NORMAL",
  ) => DatabaseSync;
  readonly chains: OracleChains;
  readonly signer: ServiceSigner;
  readonly sealingIdentity: Identities;
}

/** Everything routes are made of. */
export interface Services extends Omit<ServiceInputs, "openDatabase"> {
  readonly nowSeconds: () => number;
  readonly tls: FollowedTls | undefined;
  readonly peers: PeerClient | undefined;
  readonly controllers: ControllerCheck;
  readonly checkSignature: SignatureCheck;
  readonly sessions: SessionStore;
  readonly nonces: NonceTable;
  readonly jobs: JobQueue;
  readonly store: Store;
  readonly uploads: Uploads;
  readonly replication: Replication;
  readonly indexes: ReadonlyMap<number, ChainIndex>;
  readonly followers: Map<number, Follower>;
  readonly queries: IndexQueries;
  readonly readable: ReadableRecords;
  readonly manifests: ManifestTable;
  readonly relay: Relay;
  readonly people: People;
  readonly sharing: Sharing;
  readonly custody: Custody;
  readonly correcting: Correcting;
  readonly tombstones: Tombstones;
  readonly summaries: Summaries;
  /** At an authority. */
  readonly audit: Audit | undefined;
  readonly committee: Committee;
  readonly anchoring: Anchoring;
  readonly backlog: () => { transactions: number; jobs: number };
  start(): Promise<void>;
  stop(): Promise<void>;
}

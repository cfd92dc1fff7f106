import type { Counter } from "prom-client";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { OracleChains } from "../chains/openChains.ts";
import { dealRoutes, peerDealRoutes } from "../deals/dealRoutes.ts";
import { evidenceRoutes, peerEvidenceRoutes } from "../evidence/evidenceRoutes.ts";
import type { Tombstones } from "../erasure/tombstones.ts";
import type { App } from "../http/createApp.ts";
import type { Follower } from "../index/followChain.ts";
import type { IndexQueries } from "../index/queries.ts";
import { institutionRoutes } from "../institution/institutionRoutes.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import type { ManifestTable } from "../manifests/manifestTable.ts";
import type { ReadableRecords } from "../manifests/readableRecords.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { receiptRoutes } from "../receipts/receiptRoutes.ts";
import type { Sharing } from "./createSharing.ts";
import { coveredRoutes, peerProxyRoutes, proxyRoutes } from "./proxyRoutes.ts";

export interface SharingRoutesOptions {
  readonly config: OracleConfig;
  readonly sharing: Sharing;
  readonly chains: OracleChains;
  readonly peers: PeerClient | undefined;
  readonly queries: IndexQueries;
  readonly manifests: ManifestTable;
  readonly readable: ReadableRecords;
  readonly tombstones: Tombstones;
  readonly followers: ReadonlyMap<number, Follower>;
  readonly signer: ServiceSigner;
  readonly nowSeconds: () => number;
}

/**
 * The routes of sharing, as far as this oracle's roles go. Deals and questions for other proxies are passed on by every oracle,
 * because people who are known on a private chain only can log in where that chain is read.
 */
export function sharingRoutes(
  app: App,
  options: SharingRoutesOptions,
  reencryptions: Counter<"outcome">,
): void {
  const { config, sharing } = options;
  const { orgId } = config.organization;
  if (config.roles.includes("institution")) institutionRoutes(app, sharing.institution);
  evidenceRoutes(app, { ...options, ...sharing });
  dealRoutes(app, { ...options, deals: sharing.deals, orgId });
  proxyRoutes(app, { ...options, ...sharing, orgId, reencryptions });
  if (config.roles.includes("proxy")) coveredRoutes(app, sharing);
  receiptRoutes(app, { ...options, receipts: sharing.receipts, orgId });
}

/** The oracle-to-oracle side of the same. */
export function peerSharingRoutes(app: App, options: SharingRoutesOptions): void {
  const { config, sharing } = options;
  peerEvidenceRoutes(app, { ...options, ...sharing });
  if (!config.roles.includes("proxy")) return;
  peerDealRoutes(app, sharing);
  peerProxyRoutes(app, { ...options, ...sharing, orgId: config.organization.orgId });
}

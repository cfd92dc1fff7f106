/**
 * A network: who takes part, which chains there are, who runs a node, an oracle and a proxy. Everything else (ports, configuration files,
 * keys, enrolment) is derived from this one description. What it has to fulfil: `parseTopology`.
 */
export interface Topology {
  readonly chains: readonly ChainPlan[];
  readonly organizations: readonly OrganizationPlan[];
}

export interface ChainPlan {
  readonly name: ChainName;
  readonly chainId: number;
  /** What the chain is for; a grant across organisations lives on the consortium chain. */
  readonly kind: "private" | "consortium" | "public";
  readonly port: number;
  /** Port of the health authority's own replica (M2); the public chain has none. */
  readonly replicaPort?: number;
}

export interface OrganizationPlan {
  readonly key: OrganizationKey;
  /** DNS-like name; `orgId` and the certificate's names come from it. */
  readonly domain: string;
  readonly displayName: string;
  readonly kind: OrganizationKind;
  readonly roles: readonly OracleRole[];
  /** Chains whose node the oracle reads, the organisation's own private chain first. */
  readonly chains: readonly ChainName[];
  /** Ports of the oracle towards people (HTTP) and towards other oracles (mutual TLS); none without an oracle. */
  readonly ports?: { readonly http: number; readonly peer: number };
}

/** Lower-case words and hyphens: folders, processes and ports are called by it. */
export type ChainName = string;
export type OrganizationKey = string;
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];
export type OracleRole = (typeof ORACLE_ROLES)[number];

/** `IOrganizationRegistry.OrganizationKind`, in its order from 1. */
export const ORGANIZATION_KINDS = [
  "Hospital",
  "InternetPlatform",
  "HealthAuthority",
  "Insurer",
  "ResearchInstitute",
  "DrugCompany",
  "InstrumentMaker",
  "DataTrust",
] as const;
export const ORACLE_ROLES = ["institution", "authority", "proxy", "provider"] as const;

/** Of the default network, in the order of their ports. */
export const chains: readonly ChainPlan[] = [
  { name: "consortium", chainId: 7100, kind: "consortium", port: 8500, replicaPort: 8510 },
  { name: "hospital", chainId: 7101, kind: "private", port: 8501, replicaPort: 8511 },
  { name: "platform", chainId: 7102, kind: "private", port: 8502, replicaPort: 8512 },
  { name: "public", chainId: 7199, kind: "public", port: 8503 },
];

export const organizations: readonly OrganizationPlan[] = [
  {
    key: "hospital",
    domain: "riverside-hospital.example",
    displayName: "Riverside Hospital",
    kind: "Hospital",
    roles: ["institution", "proxy", "provider"],
    chains: ["hospital", "consortium"],
    ports: { http: 8601, peer: 8701 },
  },
  {
    key: "platform",
    domain: "cloud-clinic.example",
    displayName: "Cloud Clinic",
    kind: "InternetPlatform",
    roles: ["institution", "proxy", "provider"],
    chains: ["platform", "consortium"],
    ports: { http: 8602, peer: 8702 },
  },
  {
    key: "authority",
    domain: "health-authority.example",
    displayName: "Health Authority",
    kind: "HealthAuthority",
    roles: ["authority", "proxy"],
    chains: ["hospital", "platform", "consortium"],
    ports: { http: 8603, peer: 8703 },
  },
  {
    // Independent of care and of government: without a fourth organisation, a reader at another institution would leave
    // only two that may re-encrypt, and one of them being down would lock everybody out (docs/decisions/0002).
    key: "trust",
    domain: "patient-data-trust.example",
    displayName: "Patient Data Trust",
    kind: "DataTrust",
    roles: ["proxy", "provider"],
    chains: ["consortium"],
    ports: { http: 8604, peer: 8704 },
  },
  {
    key: "insurer",
    domain: "harbour-insurance.example",
    displayName: "Harbour Insurance",
    kind: "Insurer",
    roles: [],
    chains: ["consortium"],
  },
];

/** What `npm start` brings up. */
export const DEFAULT_TOPOLOGY: Topology = { chains, organizations };

/** Where people open the dapp. */
export const DAPP_PORT = 8600;

/** Where pages of this machine reach the instruments in software. */
export const INSTRUMENTS_PORT = 8610;

/** Shares needed of those dealt (rule 6). */
export const PROXY_THRESHOLD = 2;

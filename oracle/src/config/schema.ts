import { z } from "zod";
import { address, bytes32, hexBytes } from "@medlattice/sdk/client";

const port = z.int().min(0).max(65_535);
const seconds = z.int().positive();
const httpUrl = z.url({ protocol: /^https?$/ });

/** How this oracle reaches a chain; what the chain is, and where its contracts are, stands in the network description. */
const chain = z.strictObject({
  chainId: z.int().positive(),
  /** One node, or two that are asked alike before anything is re-encrypted (rule 14). */
  rpcUrls: z.array(httpUrl).min(1).max(2),
  /** Where new heads are pushed; without it the head is polled. */
  wsUrl: z.url({ protocol: /^wss?$/ }).optional(),
  /** First block that can hold an event of ours. */
  startBlock: z.int().nonnegative().default(0),
  /** Blocks on top of a block before it counts as final; 0 for engines with immediate finality. */
  confirmations: z.int().nonnegative().default(0),
  /** Age of the head above which the view is stale; leave out on chains that make blocks only when there is work. */
  maxHeadAgeSeconds: seconds.optional(),
});

/** Secrets stay in files of mode 0600; the configuration only says where. Paths are relative to the configuration file. */
const keyFiles = z.strictObject({
  /** secp256k1 key that sends transactions and signs receipts, 0x hex. */
  oracle: z.string(),
  /** age identity that small sealed messages are addressed to. */
  sealing: z.string(),
  /** age identity that what is kept at rest is encrypted to: real identities, institution scalars. */
  storage: z.string().optional(),
  /** Keys that were replaced, the last one first: what was sealed to them is still opened, and nothing is sealed to them. */
  previousSealing: z.array(z.string()).max(16).default([]),
  previousStorage: z.array(z.string()).max(16).default([]),
  /** secp256k1 key that issues credentials, 0x hex; institutions and authorities. */
  issuer: z.string().optional(),
  /** Trapdoor of the institution's commitments (BN254 scalar), 0x hex; without it this oracle corrects nothing unless officers hold it. */
  trapdoor: z.string().optional(),
  /** This holder's share of the nullifier PRF key, JSON; authorities. */
  nullifier: z.string().optional(),
  /** Voting key of the organisation's station (BLS12-381 scalar, 0x hex); without it this oracle only reads what the committee does. */
  voting: z.string().optional(),
});

const limits = z.strictObject({
  jsonBytes: z
    .int()
    .positive()
    .default(2 << 20),
  objectBytes: z
    .int()
    .positive()
    .default(512 << 20),
  /** Uploads in parts that one person has announced and not finished, in all. */
  unfinishedBytesPerPerson: z
    .int()
    .positive()
    .default(4 * (512 << 20)),
  requestsPerMinutePerAddress: z.int().positive().default(6000),
  requestsPerMinutePerSession: z.int().positive().default(3000),
  anonymousRelaysPerMinute: z.int().positive().default(30),
  sessionSeconds: seconds.default(12 * 3600),
  /** How long an answer of the chain about a controller may be used again. */
  controllerCacheSeconds: seconds.default(5),
  /** How long after its block an access may be served. */
  accessSeconds: seconds.default(900),
  /** Receipts are put on chain when there are this many, or when the oldest has waited this long. */
  receiptBatchSize: z.int().positive().max(4_096).default(256),
  receiptBatchSeconds: seconds.default(60),
  /** A section of summaries is due when there are this many new blocks, or its oldest item has waited this long (systems.md M5). */
  summaryBlocks: z.int().positive().default(10),
  /** At an authority also: how long a section waits for others before its batch is posted. */
  summarySeconds: seconds.default(600),
  /** How long an authority collects offers before it decides who hands in how much (systems.md S10). */
  summaryOfferSeconds: z.int().nonnegative().default(5),
  /** Writes are refused below this. */
  minFreeDiskBytes: z
    .int()
    .nonnegative()
    .default(256 << 20),
  /** Uploads that were never finished or indexed are removed after this. */
  orphanSeconds: seconds.default(24 * 3600),
  /** Pseudonyms that one address (of IPv6, one /64) may leave at the desk, which has 10 000 places, each kept for a day. */
  deskRequestsPerDayPerAddress: z.int().positive().max(5_000).default(500),
  /** Blinded identities an authority evaluates for one organisation in a day; bounds a dictionary attack (rule 2). */
  nullifiersPerDay: z.int().positive().default(5000),
  /** Real identities of enrolments that nobody finished are removed after this. */
  enrolmentSeconds: seconds.default(7 * 24 * 3600),
  /** How long a credential of the authority, and a voucher to it, is valid. */
  credentialSeconds: seconds.default(3 * 365 * 24 * 3600),
  voucherSeconds: seconds.default(7 * 24 * 3600),
  /** Corrections one doctor may hand in within a day. */
  correctionsPerDayPerDoctor: z.int().positive().default(100),
  /** Room of one person's mailbox, and how long a message waits for its reader. */
  mailboxMessages: z.int().positive().default(1000),
  mailboxBytes: z
    .int()
    .positive()
    .default(64 << 20),
  mailSeconds: seconds.default(180 * 24 * 3600),
});

/** A public chain that roots may be anchored on; where its registry is stands in the network description. */
const anchorChain = z.strictObject({
  chainId: z.int().positive(),
  /** Nodes that are asked alike; of several that answer, all must agree. */
  rpcUrls: z.array(httpUrl).min(1).max(4),
  /** Blocks on top of an anchor before it counts as final. */
  confirmations: z.int().nonnegative().default(12),
  /** Usual time between blocks; leave out on a chain that makes blocks only when there is work: it stands still when an anchor waits. */
  blockSeconds: z.number().positive().optional(),
  /** On a chain without `blockSeconds`: how long an anchor may wait for its block. */
  patienceSeconds: seconds.default(30),
  /** First block that can hold an anchor. */
  startBlock: z.int().nonnegative().default(0),
  /** What 10^18 units of the chain's own coin cost, in the operator's currency: the same one for all chains. */
  coinPrice: z.number().nonnegative().default(1),
});

/** How the public chain is chosen (systems.md P21); defaults are those of `@medlattice/sdk/anchor`. */
const anchorPolicy = z.strictObject({
  mostMissedBlocks: z.number().positive().default(10),
  deepestReorganization: z.int().nonnegative().default(6),
  mostFinalitySeconds: z.number().positive().default(3_600),
  /** More than this, in the operator's currency, is not paid for an anchor. */
  mostCost: z.number().nonnegative().optional(),
  weights: z
    .strictObject({ health: z.number().min(0), cost: z.number().min(0), finality: z.number().min(0) })
    .default({ health: 0.5, cost: 0.3, finality: 0.2 }),
  stay: z.number().nonnegative().default(0.1),
});

const anchoring = z.strictObject({
  /** None: this oracle signs what others anchor, and posts nothing itself. */
  chains: z.array(anchorChain).max(8).default([]),
  /** On how many public chains each root is anchored. */
  atOnce: z.int().positive().max(8).default(1),
  /** A snapshot is due when the heights of all accounts have grown by this, or this long after something changed (systems.md P2). */
  snapshotHeight: z.int().positive().default(100),
  snapshotSeconds: seconds.default(86_400),
  /** Least time between two anchors. */
  anchorSeconds: z.int().nonnegative().default(3_600),
  /** How long the station whose turn it is may take; then it is the next one's turn too. */
  turnSeconds: seconds.default(600),
  /** How often public chains are looked at, and other stations asked for news. */
  observeSeconds: seconds.default(15),
  policy: anchorPolicy.prefault({}),
});

/** What this station does in the committee besides what every station does. */
const committee = z.strictObject({
  /** Applications of new stations that this one votes for; the operator has them from the applicants themselves. */
  applications: z
    .array(
      z.strictObject({
        organization: bytes32,
        account: address,
        /** BLS: 256 bytes; ECDSA: 20. */
        key: z.union([hexBytes(256), hexBytes(20)]),
        /** BLS: 128 bytes; ECDSA: 65. */
        proof: z.union([hexBytes(128), hexBytes(65)]),
      }),
    )
    .max(101)
    .default([]),
});

export const ROLES = ["institution", "authority", "proxy", "provider"] as const;

/** The configuration file of one oracle process; `docs/oracle.md` has an example. */
export const configSchema = z.strictObject({
  /** Path of the network description (`@medlattice/sdk/network`) that clients get too. */
  network: z.string(),
  organization: z.strictObject({ orgId: bytes32 }),
  roles: z.array(z.enum(ROLES)).min(1),
  dataDir: z.string().min(1),
  http: z.strictObject({
    host: z.string().default("127.0.0.1"),
    port: port.default(0),
    /** How clients name this oracle; default `http://host:port`. Requests are signed for it. */
    publicUrl: httpUrl.optional(),
    corsOrigins: z.array(httpUrl).default([]),
    /** Reverse proxies in front of this oracle (addresses or CIDR); whom they name as the caller is believed. */
    trustedProxies: z.array(z.string()).default([]),
    /** Addresses that may read /metrics. */
    metricsFrom: z.array(z.string()).default(["127.0.0.1", "::1"]),
  }),
  /** The oracle-to-oracle side; `tls` is the folder of certificate, key and roots. */
  peer: z
    .strictObject({ host: z.string().default("127.0.0.1"), port: port.default(0), tls: z.string() })
    .optional(),
  chains: z.array(chain).min(1),
  peers: z.array(z.strictObject({ orgId: bytes32, peerUrl: z.url({ protocol: /^https$/ }) })).default([]),
  keys: keyFiles,
  anchoring: anchoring.prefault({}),
  committee: committee.prefault({}),
  limits: limits.prefault({}),
  logLevel: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export type OracleConfigInput = z.input<typeof configSchema>;
export type ConfigFile = z.output<typeof configSchema>;
export type Role = (typeof ROLES)[number];
export type AnchoringConfig = ConfigFile["anchoring"];
export type OracleLimits = ConfigFile["limits"];

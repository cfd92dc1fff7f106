import { z } from "zod";
import { bytes32, chainId, queryInteger, unixSeconds } from "./primitives.ts";

/** A snapshot of one chain under an anchor. */
const anchoredSnapshot = z.object({
  chainId,
  sequence: z.int().min(1),
  root: bytes32,
});

/** What was seen of a public chain before a choice (systems.md P21; `ChainObservation` of `@medlattice/sdk/anchor`). */
const chainObservation = z.object({
  chainId,
  /** Null: no node answered. */
  headAgeSeconds: z.number().nullable(),
  blockSeconds: z.number(),
  deepestReorganization: z.int(),
  reorganizations: z.int(),
  nodes: z.int(),
  agreeingNodes: z.int(),
  finalitySeconds: z.number(),
  cost: z.number(),
});

const chainScore = z.object({
  chainId,
  /** Why it cannot be used now; empty when it can. */
  faults: z.array(z.enum(["silent", "stalled", "reorganised", "nodes-disagree", "slow", "dear"])),
  health: z.number(),
  cost: z.number(),
  finality: z.number(),
  score: z.number(),
});

/** Where an anchor was to go and why, as it was decided then; the last choice of an anchor counts. */
const anchorChoice = z.object({
  time: unixSeconds,
  /** Several when `atOnce` says so; none: no chain could be used, and the anchor waited. */
  chainIds: z.array(chainId),
  reason: z.enum(["best", "only", "stays", "failed-over", "none"]),
  scores: z.array(chainScore),
  observations: z.array(chainObservation),
});

/** How far an anchor is on one public chain. */
const anchorPlace = z.object({
  chainId,
  registry: z.templateLiteral(["0x", z.string().regex(/^[0-9a-f]{40}$/)]),
  /** `sent` by this oracle; `seen` in a block; `final`; `left`: given up here for another chain. */
  state: z.enum(["sent", "seen", "final", "left"]),
  txHash: bytes32.nullable(),
  /** Of the public chain. */
  block: z.int().nullable(),
});

/** An anchor of the network, as this oracle knows it (systems.md P1, P2). */
export const anchorEntry = z.object({
  sequence: z.int().min(1),
  previous: bytes32,
  root: bytes32,
  snapshots: z.array(anchoredSnapshot),
  /** `signing`: signatures are collected; `posting`: on its way; `final`: on at least one public chain for good. */
  state: z.enum(["signing", "posting", "final"]),
  /** Unix seconds, by this oracle's clock. */
  created: unixSeconds,
  /** Empty where another station has posted it. Oldest first. */
  choices: z.array(anchorChoice),
  places: z.array(anchorPlace),
});

/** A chain's newest snapshot as this oracle knows it. */
const snapshotHead = z.object({
  chainId,
  organization: bytes32,
  sequence: z.int().min(1),
  blockNumber: z.int().min(0),
  root: bytes32,
  /** `vouched` by institution and authority; `decided` by the committee; `anchored`: under a final anchor. */
  state: z.enum(["vouched", "decided", "anchored"]),
});

export const anchorsQuery = z.object({
  /** Sequence of the first anchor one does not want: the newest come first. */
  before: queryInteger.optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(20),
});

export const anchorsReply = z.object({
  items: z.array(anchorEntry),
  /** What waits, and what of each chain is anchored. */
  snapshots: z.array(snapshotHead),
  /** Public chains as they look now. */
  chains: z.array(chainObservation),
  /** Code of what holds up the next anchor here; null: nothing. */
  problem: z.string().nullable(),
});

export type AnchorEntry = z.infer<typeof anchorEntry>;
export type AnchorsReply = z.infer<typeof anchorsReply>;
export type AnchorChoice = z.infer<typeof anchorChoice>;
export type AnchorPlace = z.infer<typeof anchorPlace>;
export type SnapshotHeadEntry = z.infer<typeof snapshotHead>;

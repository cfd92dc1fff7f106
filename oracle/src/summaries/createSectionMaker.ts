import { type Signer, addressOf, sign } from "@medlattice/sdk/eip712";
import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import { BATCH_SLIPS, SLIP_ITEMS, makeSection } from "@medlattice/sdk/summary";
import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import type { Hex } from "viem";
import type { ChainConfig } from "../config/oracleConfig.ts";
import type { PublishedKeyStore } from "../keyManifests/publishedKeys.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { adoptSections } from "./adoptSections.ts";
import { createAuthorityTurns } from "./authorityTurns.ts";
import { blindItems } from "./blindItems.ts";
import type { Collector } from "./collectItems.ts";
import {
  type InboxAt,
  type KeptBody,
  type OfferBody,
  type OfferReply,
  type SectionBody,
  offerReply,
  sectionBody,
  sectionReply,
  typedSection,
} from "./messages.ts";
import { hasWaited } from "./hasWaited.ts";
import type { PostedBatches, PostedHead } from "./postedBatches.ts";
import type { KeptSection, SectionTable } from "./sectionTable.ts";

/** Tells the consortium what an institution's private chain holds, section by section (systems.md M5). */
export interface SectionMaker {
  /** Does what can be done now. True when there may be more at once. */
  step(): Promise<boolean>;
  /** Items that are final and not posted yet. */
  backlog(): number;
}

export interface SectionMakerOptions {
  readonly chain: ChainConfig;
  readonly at: InboxAt;
  readonly orgId: Hex;
  readonly secret: Uint8Array;
  readonly keys: Pick<PublishedKeyStore, "own">;
  readonly collector: Collector;
  readonly posted: PostedBatches;
  readonly sections: SectionTable;
  readonly database: DatabaseSync;
  readonly peers: PeerClient;
  readonly signer: Signer;
  /** A section is due when there are this many new blocks, or the oldest new item has waited this long. */
  readonly afterBlocks: number;
  readonly afterSeconds: number;
  /** How long one authority may bring nothing to the consortium chain before the next one is asked. */
  readonly patienceSeconds: number;
  readonly logger: Logger;
  readonly nowSeconds: () => number;
}

/**
 * A section is on disk with its items and signature before anybody hears of it, and there is one at a time: the next one is formed when
 * the consortium chain shows this one. So whatever dies in between, the step is done again with the same bytes.
 */
export function createSectionMaker(options: SectionMakerOptions): SectionMaker {
  const { chain, at, orgId, collector, posted, sections, peers, signer, nowSeconds } = options;
  const { chainId } = chain;
  const turns = createAuthorityTurns({
    authorities: peers.peers.filter(({ isAuthority }) => isAuthority).map(({ orgId: each }) => each),
    patienceSeconds: options.patienceSeconds,
    nowSeconds,
    onPassed(authority, error) {
      const code = error?.code ?? "STALLED";
      if (passed.get(authority) === code) return;
      passed.set(authority, code);
      options.logger.warn({ chainId, authority, code }, "the next authority is asked");
    },
  });
  /** Why each was passed over last: told once, it may take long. */
  const passed = new Map<Hex, string>();

  /** The section that is formed and not posted yet: it follows the newest one on the consortium chain, also when that went back. */
  function openAfter(head: PostedHead): KeptSection | undefined {
    for (const sectionHash of sections.hashesFrom(chainId, head.nextSlip)) {
      const kept = sections.find(sectionHash);
      if (kept?.section.previous === head.sectionHash) return kept;
    }
    if (collector.count(chainId) < head.items && collector.block(chainId) >= head.nextBlock - 1) {
      throw broken(chainId);
    }
    return undefined;
  }

  /** What was posted and is not in this data folder is taken over from an authority: the folder is an older copy, or new. */
  async function adopt(head: PostedHead): Promise<void> {
    if (head.nextSlip === 0 || sections.find(head.sectionHash) !== undefined) return;
    try {
      const count = await adoptSections({ ...options, chainId, fetch: fetchKept });
      options.logger.warn({ chainId, sections: count }, "sections were taken over from an authority");
    } catch (error) {
      if (error instanceof MedLatticeError && error.retryable) throw error;
      throw broken(chainId, error);
    }
  }

  async function fetchKept(sectionHash: Hex): Promise<SectionBody> {
    const json: KeptBody = { chainId, sectionHash };
    const request = { method: "POST", path: "/peer/v1/summaries/kept", json } as const;
    return turns.ask(sectionHash, (authority) => peers.json(authority, request, sectionBody));
  }

  function isDue(head: PostedHead): boolean {
    const waiting = collector.count(chainId) - head.items;
    if (waiting <= 0) return false;
    if (waiting >= BATCH_SLIPS * SLIP_ITEMS) return true;
    if (collector.block(chainId) - (head.nextBlock - 1) >= options.afterBlocks) return true;
    return hasWaited(collector.seen(chainId, head.items) ?? 0, nowSeconds(), options.afterSeconds);
  }

  async function form(head: PostedHead, slips: number): Promise<KeptSection | undefined> {
    const open = collector.items(chainId, head.items, slips * SLIP_ITEMS);
    const toBlockHash = collector.blockHash(chainId, open.at(-1)?.blockNumber ?? -1);
    if (toBlockHash === undefined) return undefined;
    const { items, strangers } = blindItems(open, options.secret, options.keys);
    const registrations = collector.registrations(chainId, head.items, head.items + items.length);
    const section = makeSection({ institution: orgId, chainId, head, items, toBlockHash, registrations });
    const signature = await sign(signer, typedSection(at, section));
    const created = nowSeconds();
    const firstItem = head.items;
    sections.put({ section, items, firstItem, signature, signer: addressOf(signer), created, strangers });
    if (strangers > 0) {
      options.logger.warn({ chainId, items: strangers }, "items of patients who have published no keys");
    }
    return sections.newest(chainId);
  }

  /** After a change of keys the section stays as it is and is signed anew. */
  async function signedNow(open: KeptSection): Promise<Hex> {
    if (open.signer === addressOf(signer)) return open.signature;
    const signature = await sign(signer, typedSection(at, open.section));
    sections.setSignature(open.sectionHash, signature, addressOf(signer));
    return signature;
  }

  async function handIn(authority: Hex, open: KeptSection): Promise<void> {
    const json = { section: open.section, signature: await signedNow(open), items: open.items };
    const path = "/peer/v1/summaries/sections";
    await peers.json(authority, { method: "POST", path, json }, sectionReply);
  }

  async function offerTo(
    authority: Hex,
    head: PostedHead,
    open: KeptSection | undefined,
  ): Promise<OfferReply> {
    const slips = open?.section.slipCount ?? Math.ceil((collector.count(chainId) - head.items) / SLIP_ITEMS);
    const json: OfferBody = { chainId, firstSlip: head.nextSlip, slips, isFormed: open !== undefined };
    return peers.json(authority, { method: "POST", path: "/peer/v1/summaries/offers", json }, offerReply);
  }

  return {
    async step() {
      collector.collect(chain);
      await posted.sync();
      const head = posted.head(chainId);
      await adopt(head);
      const open = openAfter(head);
      if (open === undefined && !isDue(head)) return false;
      return turns.ask(`${head.sectionHash} ${open?.sectionHash ?? ""}`, async (authority) => {
        const { take, firstSlip, waiting } = await offerTo(authority, head, open);
        // One of the two has not seen the newest block of the consortium chain.
        if (firstSlip !== head.nextSlip || (open !== undefined && waiting === open.sectionHash)) return false;
        if (take === 0 || (open !== undefined && take < open.section.slipCount)) return false;
        const next = open ?? (await form(head, take));
        if (next === undefined) return false;
        await handIn(authority, next);
        return true;
      });
    },
    backlog: () => Math.max(0, collector.count(chainId) - posted.head(chainId).items),
  };
}

/** The inbox holds sections that are neither in this data folder nor those of the own chain, or the chain has fewer items than were posted. */
function broken(chainId: number, cause?: unknown): VerificationError {
  return new VerificationError(
    "SUMMARY_CHAIN_BROKEN",
    "The summaries on the consortium chain are not those that this oracle posted.",
    {
      facts: { chainId },
      cause,
      hints: [
        "Operator: restore the newest copy of the data folder, and check that no other oracle uses its key.",
      ],
    },
  );
}

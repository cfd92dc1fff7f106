import { type Signer, addressOf, sign } from "@medlattice/sdk/eip712";
import { MedLatticeError, UnavailableError, VerificationError } from "@medlattice/sdk/errors";
import { BATCH_SLIPS, SLIP_ITEMS, makeSection } from "@medlattice/sdk/summary";
import type { Logger } from "pino";
import type { Hex } from "viem";
import type { ChainConfig } from "../config/oracleConfig.ts";
import type { PublishedKeyStore } from "../keyManifests/publishedKeys.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { blindItems } from "./blindItems.ts";
import type { Collector } from "./collectItems.ts";
import {
  type InboxAt,
  type OfferBody,
  type OfferReply,
  offerReply,
  sectionReply,
  typedSection,
} from "./messages.ts";
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
  readonly peers: PeerClient;
  readonly signer: Signer;
  /** A section is due when there are this many new blocks, or the oldest new item has waited this long. */
  readonly afterBlocks: number;
  readonly afterSeconds: number;
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
  const authorities = peers.peers.filter(({ isAuthority }) => isAuthority);

  /** The section that is formed and not posted yet. */
  function openAfter(head: PostedHead): KeptSection | undefined {
    const newest = sections.newest(chainId);
    if (newest !== undefined && newest.sectionHash !== head.sectionHash) {
      if (newest.section.previous === head.sectionHash) return newest;
      throw broken(chainId);
    }
    if (newest === undefined && head.nextSlip > 0) throw broken(chainId);
    if (collector.count(chainId) < head.items && collector.block(chainId) >= head.nextBlock - 1) {
      throw broken(chainId);
    }
    return undefined;
  }

  function isDue(head: PostedHead): boolean {
    const waiting = collector.count(chainId) - head.items;
    if (waiting <= 0) return false;
    if (waiting >= BATCH_SLIPS * SLIP_ITEMS) return true;
    if (collector.block(chainId) - (head.nextBlock - 1) >= options.afterBlocks) return true;
    return nowSeconds() - (collector.seen(chainId, head.items) ?? 0) >= options.afterSeconds;
  }

  /** Asks an authority, and the next one when it is away. */
  async function ask<T>(send: (authority: Hex) => Promise<T>): Promise<T> {
    let failure: unknown = new UnavailableError("SUMMARY_NO_AUTHORITY", "No authority takes summaries here.");
    for (const { orgId: authority } of authorities) {
      try {
        return await send(authority);
      } catch (error) {
        if (!(error instanceof MedLatticeError) || error.code !== "PEER_UNREACHABLE") throw error;
        failure = error;
      }
    }
    throw failure;
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
      const open = openAfter(head);
      if (open === undefined && !isDue(head)) return false;
      return ask(async (authority) => {
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

/** The inbox holds sections that this data folder knows nothing of, or the private chain has fewer items than were posted. */
function broken(chainId: number): VerificationError {
  return new VerificationError(
    "SUMMARY_CHAIN_BROKEN",
    "The summaries on the consortium chain are not those that this oracle posted.",
    {
      facts: { chainId },
      hints: [
        "Operator: restore the newest copy of the data folder, and check that no other oracle uses its key.",
      ],
    },
  );
}

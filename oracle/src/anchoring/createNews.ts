import { MedLatticeError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import { z } from "zod";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { type News, type NewsQuery, newsBody } from "./anchorMessages.ts";
import type { AnchorTable } from "./anchorTable.ts";
import type { Heads } from "./heads.ts";
import type { SignedAnchors } from "./signedAnchors.ts";

/**
 * Passes on among stations what is signed: told at once to whoever is there, and asked for now and then by who was not. Everything in it
 * proves itself, so it does not matter who brings it.
 */
export interface StationNews {
  /** Tells all others; who is away asks later. */
  push(news: News): void;
  /** Asks all others for what is not here. */
  pull(): Promise<void>;
  take(news: News): Promise<void>;
  missing(query: NewsQuery): News;
  /** Waits for what is on its way. */
  stop(): Promise<void>;
}

const MOST_HEADS = 64;
const MOST_ANCHORS = 16;

export function createNews(options: {
  readonly peers: PeerClient;
  readonly heads: Heads;
  readonly table: AnchorTable;
  readonly anchors: SignedAnchors;
  readonly logger: Logger;
}): StationNews {
  const { peers, heads, table, anchors, logger } = options;
  const sending = new Set<Promise<unknown>>();

  /** What one cannot take keeps nobody from the rest. */
  async function attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
      logger.info({ code: error.code }, `${what} was not taken`);
    }
  }

  const news: StationNews = {
    push(body) {
      const path = "/peer/v1/anchoring/news";
      const told = Promise.allSettled(
        peers.peers.map(({ orgId }) =>
          peers.json(orgId, { method: "POST", path, json: body }, z.undefined()),
        ),
      );
      sending.add(told);
      void told.finally(() => sending.delete(told));
    },
    async pull() {
      const json: NewsQuery = {
        heads: heads.table.chains().map((chainId) => ({ chainId, sequence: heads.last(chainId).sequence })),
        anchor: table.newest()?.anchor.sequence ?? 0,
      };
      const path = "/peer/v1/anchoring/missing";
      await Promise.all(
        peers.peers.map(({ orgId }) =>
          attempt("what a station was asked for", async () =>
            news.take(await peers.json(orgId, { method: "POST", path, json }, newsBody)),
          ),
        ),
      );
    },
    async take(body) {
      for (const head of body.heads) await attempt("a snapshot", () => heads.take(head));
      for (const anchor of body.anchors) await attempt("an anchor", () => anchors.take(anchor));
    },
    missing(query) {
      const known = new Map(query.heads.map(({ chainId, sequence }) => [chainId, sequence]));
      const found = heads.table
        .chains()
        .flatMap((chainId) => heads.table.after(chainId, known.get(chainId) ?? 0, MOST_HEADS));
      return {
        heads: found.slice(0, MOST_HEADS).map(({ head, signature, authority, vouched, chainPath }) => ({
          head,
          signature,
          authority,
          vouched,
          chainPath,
        })),
        anchors: table.after(query.anchor - 1, MOST_ANCHORS).flatMap((kept) => anchors.tell(kept) ?? []),
      };
    },
    async stop() {
      await Promise.all(sending);
    },
  };
  return news;
}

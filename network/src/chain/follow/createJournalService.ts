import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Ledger } from "../createLedger.ts";
import { LIMITS } from "../limits.ts";
import { encodeHeartbeat } from "./frames.ts";

const CHUNK_BYTES = 256 * 1024;
const HEARTBEAT_MS = 1000;

/** The leader's side of replication. */
export interface JournalService {
  /** Answers `GET /journal?from=OFFSET`: durable bytes from there, then every new block, until the client leaves. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Ends all streams. */
  close(): void;
}

/** Streams only what is durable: a follower never holds a block that its leader could lose. */
export function createJournalService(ledger: Ledger): JournalService {
  const { journal } = ledger;
  const open = new Set<ServerResponse>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const from = Number(new URL(request.url ?? "/", "http://localhost").searchParams.get("from") ?? "0");
    const { end } = journal.position();
    if (!Number.isSafeInteger(from) || from < 0 || from > end) {
      response.writeHead(416, { "content-type": "application/json" }).end(JSON.stringify({ end }));
      return;
    }
    if (open.size >= LIMITS.journalStreams) {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200, { "content-type": "application/octet-stream", "cache-control": "no-store" });
    response.socket?.setNoDelay(true);
    open.add(response);
    response.once("close", () => open.delete(response));
    let at = from;
    while (open.has(response)) {
      const position = journal.position();
      while (at < position.end && open.has(response)) {
        const bytes = await journal.read(at, Math.min(CHUNK_BYTES, position.end - at));
        at += bytes.length;
        if (!response.write(bytes)) await untilWritable(response);
      }
      response.write(encodeHeartbeat(position));
      if (journal.position().end === at) await untilExtended(ledger, response);
    }
    response.end();
  }

  return {
    serve,
    close() {
      const ending = [...open];
      open.clear();
      // Wakes the loops, which then end their response.
      for (const response of ending) response.emit("ending");
    },
  };
}

async function untilWritable(response: ServerResponse): Promise<void> {
  const done = new AbortController();
  const { signal } = done;
  const any = ["drain", "close", "ending"].map((event) =>
    once(response, event, { signal }).catch(() => undefined),
  );
  await Promise.race(any);
  done.abort();
}

/** Until there is more to send, it is time for a heartbeat, or the client has left. */
function untilExtended(ledger: Ledger, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      stop();
      clearTimeout(timer);
      response.off("close", finish).off("ending", finish);
      resolve();
    };
    const stop = ledger.onExtended(finish);
    const timer = setTimeout(finish, HEARTBEAT_MS);
    response.once("close", finish).once("ending", finish);
  });
}

import type { Server } from "node:http";
import { WebSocketServer } from "ws";
import type { RawData, WebSocket } from "ws";
import { LIMITS } from "../limits.ts";
import { errorAnswer, resultAnswer, RPC_CODES } from "./answers.ts";
import { handleText } from "./handleText.ts";
import type { Dispatch } from "./createDispatch.ts";
import { isAllowedOrigin } from "./origin.ts";
import type { SubscriptionHub } from "./createSubscriptionHub.ts";

export interface SocketsOptions {
  readonly server: Server;
  readonly host: string;
  readonly allowedOrigins: readonly string[];
  readonly dispatch: Dispatch;
  readonly hub: SubscriptionHub;
}

/** Serves JSON-RPC with subscriptions over WebSocket on the HTTP server's port. Returns how to end it. */
export function serveSockets({ server, host, allowedOrigins, dispatch, hub }: SocketsOptions): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.requestBytes });
  server.on("upgrade", (request, socket, head) => {
    // Browsers send their origin and let any page connect; the check that HTTP does by CORS is made here.
    if (!isAllowedOrigin(request, host, allowedOrigins)) {
      socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => serveClient(client, dispatch, hub));
  });
  return () => {
    for (const client of sockets.clients) client.close(1001, "the chain is shutting down");
    // A client that does not answer the close is cut off, so that the process can end.
    setTimeout(() => sockets.clients.forEach((client) => client.terminate()), 500).unref();
    sockets.close();
  };
}

function serveClient(client: WebSocket, dispatch: Dispatch, hub: SubscriptionHub): void {
  const ids = new Set<string>();
  const say = (text: string) => {
    if (client.readyState !== client.OPEN) return;
    client.send(text);
    if (client.bufferedAmount > LIMITS.unreadSocketBytes) client.terminate();
  };

  // A client learns an id from the answer, so what happens before that answer is said waits for it.
  let subscribing = 0;
  let held: string[] = [];
  const notify = (text: string) => (subscribing > 0 ? void held.push(text) : say(text));

  const withSubscriptions: Dispatch = async (method, params) => {
    if (method === "eth_subscribe") {
      if (ids.size >= LIMITS.subscriptions) {
        return errorAnswer(
          RPC_CODES.limit,
          `One connection has at most ${LIMITS.subscriptions} subscriptions.`,
        );
      }
      const { id, answer } = await hub.subscribe(params, notify);
      if (id !== undefined) ids.add(id);
      // The client may have left meanwhile; nobody would end its subscription.
      if (id !== undefined && client.readyState !== client.OPEN) hub.unsubscribe(id);
      return answer;
    }
    if (method !== "eth_unsubscribe") return dispatch(method, params);
    const [id] = params;
    // Only its own: a client cannot end what another began.
    return resultAnswer(typeof id === "string" && ids.delete(id) && hub.unsubscribe(id));
  };

  async function receive(text: string): Promise<void> {
    let begun = 0;
    const answer = await handleText(text, (method, params) => {
      if (method === "eth_subscribe") {
        begun += 1;
        subscribing += 1;
      }
      return withSubscriptions(method, params);
    });
    if (answer !== undefined) say(answer);
    subscribing -= begun;
    if (subscribing > 0) return;
    for (const notification of held) say(notification);
    held = [];
  }

  client.on("message", (data: RawData) => {
    receive(textOf(data)).catch(() => client.terminate());
  });
  client.on("close", () => ids.forEach((id) => hub.unsubscribe(id)));
  // A protocol error closes the connection; it must not reach the process.
  client.on("error", () => client.terminate());
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return (Buffer.isBuffer(data) ? data : Buffer.from(data)).toString("utf8");
}

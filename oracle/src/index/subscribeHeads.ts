export interface HeadSubscription {
  stop(): void;
}

const RECONNECT_MS = 1_000;
const SUBSCRIBE = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_subscribe", params: ["newHeads"] });

/**
 * Calls `onHead` whenever the node pushes a new head, and after every (re)connection, since heads may have been missed.
 * A connection that breaks, or cannot be made, is made again for as long as it takes.
 */
export function subscribeHeads(url: string, onHead: () => void): HeadSubscription {
  let stopped = false;
  let socket: WebSocket | undefined;
  let timer: NodeJS.Timeout | undefined;

  function connect(): void {
    const opened = new WebSocket(url);
    socket = opened;
    opened.addEventListener("open", () => opened.send(SUBSCRIBE));
    // The subscription's own answer comes this way too, and is the first call after a connection.
    opened.addEventListener("message", onHead);
    opened.addEventListener("close", () => {
      if (!stopped) timer = setTimeout(connect, RECONNECT_MS);
    });
  }

  connect();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

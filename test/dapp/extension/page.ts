// In the page: an EIP-1193 provider, announced by EIP-6963, that hands every call to the bridge.
import { type Reply, TO_BRIDGE, TO_PAGE } from "./messages.ts";

const waiting = new Map<number, (reply: Reply) => void>();
const listeners = new Map<string, Set<(value: unknown) => void>>();
let last = 0;

const provider = {
  async request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
    last += 1;
    const id = last;
    const reply = await new Promise<Reply>((resolve) => {
      waiting.set(id, resolve);
      postMessage(
        { type: TO_BRIDGE, id, call: { method, params: Array.isArray(params) ? params : [] } },
        location.origin,
      );
    });
    if ("result" in reply) return reply.result;
    throw Object.assign(new Error(reply.error.message), { code: reply.error.code });
  },
  on(event: string, listener: (value: unknown) => void): void {
    listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
  },
  removeListener(event: string, listener: (value: unknown) => void): void {
    listeners.get(event)?.delete(listener);
  },
};

addEventListener(
  "message",
  ({ source, data }: MessageEvent<{ type?: string; id?: number; reply?: Reply }>) => {
    if (source !== window || data.type !== TO_PAGE || data.id === undefined || data.reply === undefined)
      return;
    waiting.get(data.id)?.(data.reply);
    waiting.delete(data.id);
  },
);

const info = {
  uuid: crypto.randomUUID(),
  name: "Extension wallet",
  icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='4' fill='orange'/></svg>",
  rdns: "example.extension-wallet",
};
const announce = (): void => {
  dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
};
addEventListener("eip6963:requestProvider", announce);
announce();

// Between the page and the worker; the only one that both can talk to.
import { type Call, TO_BRIDGE, TO_PAGE } from "./messages.ts";

addEventListener("message", ({ source, data }: MessageEvent<{ type?: string; id?: number; call?: Call }>) => {
  if (source !== window || data.type !== TO_BRIDGE) return;
  void handOn(data.id, data.call);
});

async function handOn(id: number | undefined, call: Call | undefined): Promise<void> {
  const reply = await chrome.runtime.sendMessage(call);
  postMessage({ type: TO_PAGE, id, reply }, location.origin);
}

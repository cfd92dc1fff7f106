import { z } from "zod";
import { UnavailableError } from "../../errors/index.ts";
import type { DeviceTransport } from "./contract.ts";
import { transportError } from "./errors.ts";

/** What the bridge says beside bytes, as JSON in a text frame. */
export const bridgeMessageSchema = z.union([
  z.strictObject({ opened: z.literal(true), simulated: z.literal(true).optional() }),
  z.strictObject({ lineError: z.enum(["parity", "framing", "break", "overrun"]) }),
  z.strictObject({
    failed: z.strictObject({ code: z.string(), message: z.string(), hints: z.array(z.string()) }),
  }),
]);
export type BridgeMessage = z.infer<typeof bridgeMessageSchema>;

const PATIENCE_MS = 10_000;

/**
 * An instrument behind the bridge (`npx medlattice bridge`), or a simulator (`npx medlattice simulate --ws`).
 * @param url as the bridge printed it, with its token
 */
export function bridgeTransport(url: string): DeviceTransport {
  return {
    label: "Bridge",
    open: (line, sink) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url);
        socket.binaryType = "arraybuffer";
        let state: "opening" | "open" | "closed" = "opening";
        let reason = transportError("TRANSPORT_UNREACHABLE", "The bridge cannot be reached or refuses.");
        const patience = setTimeout(() => socket.close(), PATIENCE_MS);
        const end = (): void => {
          clearTimeout(patience);
          const before = state;
          state = "closed";
          if (before === "opening") reject(reason);
          if (before === "open") sink.closed(reason);
        };
        const hear = (message: BridgeMessage): void => {
          if ("failed" in message) {
            const { code, message: text, hints } = message.failed;
            reason = new UnavailableError(code, text, { hints });
          } else if ("lineError" in message) {
            if (state === "open") sink.lineError(message.lineError);
          } else if (state === "opening") {
            state = "open";
            clearTimeout(patience);
            reason = transportError("TRANSPORT_LOST", "The bridge hung up.");
            resolve({
              write: async (bytes) => {
                if (socket.readyState !== WebSocket.OPEN) throw reason;
                socket.send(Uint8Array.from(bytes));
              },
              close: async () => {
                state = "closed";
                socket.close();
              },
              ...(message.simulated === true ? { isSimulated: true } : {}),
            });
          }
        };
        socket.addEventListener("open", () => socket.send(JSON.stringify({ open: line ?? null })));
        socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
          if (data instanceof ArrayBuffer) {
            if (state === "open") sink.bytes(new Uint8Array(data));
            return;
          }
          const parsed = parseMessage(data);
          if (parsed === undefined) socket.close();
          else hear(parsed);
        });
        socket.addEventListener("close", end);
        socket.addEventListener("error", end);
      }),
  };
}

function parseMessage(data: unknown): BridgeMessage | undefined {
  if (typeof data !== "string") return undefined;
  try {
    return bridgeMessageSchema.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

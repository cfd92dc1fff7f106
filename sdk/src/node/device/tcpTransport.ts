import { connect } from "node:net";
import { type DeviceTransport, transportError } from "../../device/transport/index.ts";

const PATIENCE_MS = 10_000;

/** An instrument, a terminal server or a simulator that waits for a TCP connection. */
export function tcpTransport({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): DeviceTransport {
  return {
    label: "TCP",
    open: (_line, sink) =>
      new Promise((resolve, reject) => {
        const socket = connect({ host, port, noDelay: true });
        let isOpen = false;
        let isClosing = false;
        socket.setTimeout(PATIENCE_MS, () => {
          if (!isOpen) socket.destroy();
        });
        socket.on("data", (bytes) => {
          if (!isClosing) sink.bytes(Uint8Array.from(bytes));
        });
        // What went wrong shows in that the socket closes.
        socket.on("error", () => undefined);
        socket.on("close", () => {
          if (!isOpen) reject(transportError("TRANSPORT_UNREACHABLE", "Nothing answers at this address."));
          else if (!isClosing) sink.closed(transportError("TRANSPORT_LOST", "The other side hung up."));
        });
        socket.on("connect", () => {
          isOpen = true;
          resolve({
            write: (bytes) =>
              new Promise((written, failed) => {
                socket.write(bytes, (error) =>
                  error instanceof Error
                    ? failed(transportError("TRANSPORT_LOST", "The other side hung up.", error))
                    : written(),
                );
              }),
            close: async () => {
              isClosing = true;
              socket.end(() => socket.destroy());
            },
          });
        });
      }),
  };
}

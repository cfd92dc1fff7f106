import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { type DatagramCodec, type DeviceTransport, transportError } from "../../device/transport/index.ts";

/**
 * An instrument that speaks datagrams, for a driver that reads the serial line of the same instrument. Only what comes from this address
 * is heard. A datagram that is lost is lost, as a byte on a line.
 * @param codec of the instrument: `DATAGRAMS.intellivue`
 */
export function udpTransport({
  host,
  port,
  codec,
}: {
  readonly host: string;
  readonly port: number;
  readonly codec: DatagramCodec;
}): DeviceTransport {
  return {
    label: "UDP",
    open: (_line, sink) =>
      new Promise((resolve, reject) => {
        const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
        let state: "opening" | "open" | "closed" = "opening";
        const end = (cause?: unknown): void => {
          const before = state;
          state = "closed";
          if (before === "closed") return;
          socket.close();
          const reason = transportError("TRANSPORT_UNREACHABLE", "Nothing answers at this address.", cause);
          if (before === "opening") reject(reason);
          else sink.closed(reason);
        };
        // The address answers that nobody listens at the port, or has no route.
        socket.on("error", end);
        socket.on("message", (datagram) => {
          if (state === "open") sink.bytes(codec.toLine(Uint8Array.from(datagram)));
        });
        socket.on("connect", () => {
          state = "open";
          resolve({
            write: (bytes) =>
              new Promise((written, failed) => {
                const datagram = codec.fromLine(bytes);
                if (datagram === undefined || state !== "open") return written();
                return socket.send(datagram, (cause) =>
                  cause === null
                    ? written()
                    : failed(
                        transportError("TRANSPORT_UNREACHABLE", "Nothing answers at this address.", cause),
                      ),
                );
              }),
            close: async () => {
              if (state === "closed") return;
              state = "closed";
              socket.close();
            },
          });
        });
        socket.connect(port, host);
      }),
  };
}

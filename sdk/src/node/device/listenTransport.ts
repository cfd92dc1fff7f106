import { BlockList, createServer, type Socket } from "node:net";
import { type DeviceTransport, transportError } from "../../device/transport/index.ts";

/**
 * A port at which an instrument, or its gateway, connects by itself (HL7 over MLLP). It is open while somebody listens to the instrument.
 * One connection at a time: a new one from the same address takes the place of the old, which is then dead; others are sent away.
 * @param from the instrument's address: nobody else is heard. Without it only programs of this machine reach the port
 * @param host where to listen, unless everywhere with `from` and at the loopback address without
 */
export function listenTransport({
  port,
  from,
  host = from === undefined ? "127.0.0.1" : undefined,
}: {
  readonly port: number;
  readonly host?: string;
  readonly from?: string;
}): DeviceTransport {
  return {
    label: "TCP, waiting for the instrument",
    open: (_line, sink) =>
      new Promise((resolve, reject) => {
        let line: Socket | undefined;
        let state: "opening" | "open" | "closed" = "opening";
        const isExpected = addressCheck(from);
        const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
          socket.on("error", () => undefined);
          const known = line?.remoteAddress;
          if (!isExpected(socket) || (known !== undefined && known !== socket.remoteAddress)) {
            socket.destroy();
            return;
          }
          line?.destroy();
          line = socket;
          socket.on("data", (bytes) => {
            if (line === socket && state === "open") sink.bytes(Uint8Array.from(bytes));
          });
          socket.on("close", () => {
            if (line === socket) end("The instrument hung up.");
          });
        });
        const stop = (): void => {
          state = "closed";
          server.close();
          line?.destroy();
        };
        const end = (text: string): void => {
          if (state !== "open") return;
          stop();
          sink.closed(transportError("TRANSPORT_LOST", text));
        };
        server.on("error", (cause) => {
          if (state === "opening")
            reject(transportError("TRANSPORT_BUSY", "The port could not be opened.", cause));
          else end("The port can no longer be listened at.");
        });
        server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
          state = "open";
          resolve({
            write: (bytes) =>
              new Promise((written, failed) => {
                // Nobody is connected: nobody is told.
                if (line === undefined) return written();
                return void line.write(bytes, (error) =>
                  error instanceof Error
                    ? failed(transportError("TRANSPORT_LOST", "The instrument hung up.", error))
                    : written(),
                );
              }),
            close: async () => {
              if (state === "open") stop();
            },
          });
        });
      }),
  };
}

/** An IPv4 address stands for itself also as a socket of IPv6 writes it. */
function addressCheck(from: string | undefined): (socket: Socket) => boolean {
  if (from === undefined) return () => true;
  const list = new BlockList();
  list.addAddress(from, from.includes(":") ? "ipv6" : "ipv4");
  return ({ remoteAddress = "", remoteFamily }) => {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(remoteAddress)?.[1];
    if (mapped !== undefined) return list.check(mapped, "ipv4");
    return list.check(remoteAddress, remoteFamily === "IPv6" ? "ipv6" : "ipv4");
  };
}

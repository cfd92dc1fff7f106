import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import type { DeviceTransport } from "../../device/transport/index.ts";
import { openPty } from "./openPty.ts";

export interface Served {
  /** Where it can be reached: "127.0.0.1:4001", "/dev/pts/3". */
  readonly address: string;
  close(): Promise<void>;
}

/** Lets one TCP client of this machine at a time talk to an instrument, as a terminal server does. @param port 0 for a free one */
export async function serveTcp(transport: DeviceTransport, port = 0): Promise<Served> {
  let busy: Socket | undefined;
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => undefined);
    if (busy !== undefined) {
      socket.destroy();
      return;
    }
    busy = socket;
    const opening = transport.open(undefined, {
      bytes: (bytes) => void socket.write(bytes),
      lineError: () => undefined,
      closed: () => socket.destroy(),
    });
    opening.then(
      (line) => socket.on("data", (bytes) => void line.write(bytes).catch(() => socket.destroy())),
      () => socket.destroy(),
    );
    socket.on("close", () => {
      opening
        .then((line) => line.close())
        .catch(() => undefined)
        .finally(() => (busy = undefined));
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    address: `127.0.0.1:${bound}`,
    async close() {
      busy?.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** Puts an instrument behind a serial port in software. @throws UnavailableError `PTY_UNAVAILABLE` */
export async function servePty(transport: DeviceTransport): Promise<Served> {
  const pty = await openPty();
  const line = await transport.open(undefined, {
    bytes: (bytes) => void pty.input.write(bytes),
    lineError: () => undefined,
    closed: () => pty.close(),
  });
  pty.output.on("data", (bytes: Buffer) => void line.write(bytes).catch(() => pty.close()));
  return {
    address: pty.path,
    async close() {
      await line.close();
      pty.close();
    },
  };
}

import { spawn } from "node:child_process";
import { close, constants, open } from "node:fs";
import { realpath } from "node:fs/promises";
import { isatty, ReadStream } from "node:tty";
import { promisify } from "node:util";
import type { LineSettings } from "../../device/index.ts";
import { type DeviceTransport, openError, transportError } from "../../device/transport/index.ts";
import { MedLatticeError, PermissionError } from "../../errors/index.ts";
import { createMarkReader } from "./createMarkReader.ts";

const STTY_PATIENCE_MS = 5_000;
const FLAGS = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;
/** Terminals in software, which have no parity: Linux, macOS. */
const IN_SOFTWARE = /^\/dev\/(?:pts\/\d+|ttys\d+)$/;

/**
 * A serial port of this machine for programs without a browser (Linux, macOS): the system's own `stty` sets it, Node's own streams read
 * it, and errors of the line are told. The port must be nobody else's at the time.
 * @param path "/dev/ttyUSB0"
 */
export function serialTransport(path: string): DeviceTransport {
  return {
    label: "Serial port",
    async open(line, sink) {
      if (line === undefined) throw openError(new TypeError("a serial port needs settings"));
      const file = await openPort(path);
      // A link with the name of a port may lead to one.
      const isInSoftware = IN_SOFTWARE.test(await realpath(path).catch(() => path));
      try {
        await setPort(file, line, isInSoftware);
      } catch (thrown) {
        await promisify(close)(file);
        throw thrown;
      }
      // Of a terminal Node writes with the stream it reads with, without blocking; its own WriteStream blocks the whole process.
      const stream = new ReadStream(file);
      const state = { isClosing: false };
      const read = createMarkReader(line.parity === "none" ? "framing" : "parity", {
        bytes: (bytes) => sink.bytes(bytes),
        lineError: (kind) => sink.lineError(kind),
      });
      stream.on("data", (bytes: Buffer) => {
        if (!state.isClosing) read(bytes);
      });
      // What went wrong shows in that the stream closes.
      stream.on("error", () => stream.destroy());
      stream.on("end", () => stream.destroy());
      stream.on("close", () => {
        if (!state.isClosing) sink.closed(transportError("TRANSPORT_LOST", "The serial port is gone."));
        state.isClosing = true;
      });
      return {
        write: (bytes) =>
          new Promise((written, failed) => {
            stream.write(bytes, (error) =>
              error instanceof Error
                ? failed(transportError("TRANSPORT_LOST", "The serial port is gone.", error))
                : written(),
            );
          }),
        close: async () => {
          state.isClosing = true;
          stream.destroy();
        },
        // What speaks at a terminal in software is software.
        ...(isInSoftware ? { isSimulated: true } : {}),
      };
    },
  };
}

async function openPort(path: string): Promise<number> {
  let file: number;
  try {
    file = await promisify(open)(path, FLAGS);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : "";
    if (code === "EACCES" || code === "EPERM") {
      throw new PermissionError("TRANSPORT_FORBIDDEN", "This program may not use the serial port.", {
        hints: ["Add its user to the group of the port, often “dialout”, and log in again."],
        cause,
      });
    }
    if (code === "EBUSY") throw transportError("TRANSPORT_BUSY", "The port could not be opened.", cause);
    throw transportError("TRANSPORT_LOST", "The serial port is not there.", cause);
  }
  if (isatty(file)) return file;
  await promisify(close)(file);
  throw new MedLatticeError("TRANSPORT_SETTINGS", "This is no serial port.", {
    hints: ["Serial ports are called like /dev/ttyUSB0, /dev/ttyS0 or /dev/cu.usbserial-1."],
  });
}

/** @throws MedLatticeError `TRANSPORT_SETTINGS` */
async function setPort(file: number, line: LineSettings, isInSoftware: boolean): Promise<void> {
  const parity = { none: ["-parenb"], even: ["parenb", "-parodd"], odd: ["parenb", "parodd"] }[line.parity];
  const args = [
    "raw",
    "-echo",
    "clocal",
    "cread",
    String(line.baudRate),
    `cs${isInSoftware ? 8 : line.dataBits}`,
    line.stopBits === 2 ? "cstopb" : "-cstopb",
    ...(isInSoftware ? [] : parity),
    "inpck",
    "parmrk",
    "-ignpar",
    "-ignbrk",
    "-brkint",
    "-istrip",
    line.flowControl === "hardware" ? "crtscts" : "-crtscts",
  ];
  const code = await new Promise<number | string>((resolve) => {
    const stty = spawn("stty", args, { stdio: [file, "ignore", "ignore"], timeout: STTY_PATIENCE_MS });
    stty.on("error", ({ message }) => resolve(message));
    stty.on("exit", (status) => resolve(status ?? "it was ended"));
  });
  if (code === 0) return;
  throw new MedLatticeError("TRANSPORT_SETTINGS", "The port cannot be set as this instrument wants it.", {
    hints: [
      "Another adapter may know this speed, parity or handshake.",
      "The system's own stty sets the port; there is none on Windows.",
    ],
    cause: code,
  });
}

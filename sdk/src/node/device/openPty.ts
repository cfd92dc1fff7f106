import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { UnavailableError } from "../../errors/index.ts";

/** Opens a pair of terminals, says the name of one on standard error and joins the other to standard input and output. */
const HELPER = `
import os, select, sys, tty
master, slave = os.openpty()
tty.setraw(slave)
sys.stderr.write(os.ttyname(slave) + "\\n")
sys.stderr.flush()
while True:
    ready, _, _ = select.select([0, master], [], [])
    if master in ready:
        os.write(1, os.read(master, 65536))
    if 0 in ready:
        data = os.read(0, 65536)
        if not data:
            break
        while data:
            data = data[os.write(master, data):]
`;

export interface Pty {
  /** What a program opens as its serial port: "/dev/pts/3". */
  readonly path: string;
  readonly input: Writable;
  readonly output: Readable;
  close(): void;
}

/**
 * A serial port in software. Node cannot make one, so Python's standard library does (Linux, macOS); Windows has none.
 * @throws UnavailableError `PTY_UNAVAILABLE`
 */
export function openPty(): Promise<Pty> {
  return new Promise((resolve, reject) => {
    const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn("python3", ["-c", HELPER], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    const fail = (cause?: unknown): void =>
      reject(
        new UnavailableError("PTY_UNAVAILABLE", "This machine offers no serial port in software.", {
          hints: ["Install python3 (Linux, macOS).", "Elsewhere use --tcp or --ws."],
          retryable: false,
          ...(cause === undefined ? {} : { cause }),
        }),
      );
    child.on("error", fail);
    child.on("exit", () => fail());
    child.stdin.on("error", () => undefined);
    child.stderr.once("data", (said: Buffer) => {
      const path = said.toString().trim();
      if (!/^\/dev\/\S+$/.test(path)) {
        child.kill();
        fail();
        return;
      }
      resolve({ path, input: child.stdin, output: child.stdout, close: () => child.stdin.end() });
    });
  });
}

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type DeviceTransport, transportError, type TransportSink } from "@medlattice/sdk/device/transport";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { serveTransport } from "../serveTransport.ts";
import { portTransport } from "./portTransport.ts";

const LINE = { baudRate: 9600, dataBits: 8, stopBits: 1, parity: "none", flowControl: "none" } as const;

/** A transport in this thread, lent to another; `said` is what reaches it. */
function lent(more: Partial<{ refuse: MedLatticeError; failWrites: boolean }> = {}) {
  const said: string[] = [];
  let sink: TransportSink | undefined;
  const own: DeviceTransport = {
    label: "Cable",
    async open(line, told) {
      said.push(`open ${line?.baudRate ?? "-"}`);
      if (more.refuse !== undefined) throw more.refuse;
      sink = told;
      return {
        async write(bytes) {
          if (more.failWrites === true) throw transportError("TRANSPORT_LOST", "gone");
          said.push(`write ${bytes.join(",")}`);
        },
        close: async () => void said.push("close"),
      };
    },
  };
  const { port1, port2 } = new MessageChannel();
  const stop = serveTransport(own, port1);
  const transport = portTransport(port2, "Cable");
  const heard: string[] = [];
  const listen: TransportSink = {
    bytes: (bytes) => void heard.push(`bytes ${bytes.join(",")}`),
    lineError: (kind) => void heard.push(`error ${kind}`),
    closed: ({ code, retryable }) => void heard.push(`closed ${code} ${retryable}`),
  };
  return {
    said,
    heard,
    open: () => transport.open(LINE, listen),
    sink: () => sink ?? assert.fail("not open"),
    async end() {
      await stop();
      port2.close();
    },
  };
}

const pass = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe("portTransport (docs/dapp.md, Capture)", () => {
  it("carries settings, bytes both ways, errors of the line and its end", async () => {
    const { said, heard, open, sink, end } = lent();
    const line = await open();
    await line.write(Uint8Array.of(1, 2));
    const piece = Uint8Array.of(0, 7, 8, 9).subarray(1);
    sink().bytes(piece);
    sink().lineError("parity");
    sink().closed(transportError("TRANSPORT_LOST", "The cable is out."));
    await pass();
    assert.deepEqual(said, ["open 9600", "write 1,2"]);
    assert.deepEqual(heard, ["bytes 7,8,9", "error parity", "closed TRANSPORT_LOST true"]);
    assert.equal(piece.length, 3, "the bytes are the transport's still");
    await end();
  });

  it("opens again after the line was lost", async () => {
    const { said, open, sink, end } = lent();
    await open();
    sink().closed(transportError("TRANSPORT_LOST", "The cable is out."));
    await pass();
    await (await open()).write(Uint8Array.of(3));
    assert.deepEqual(said, ["open 9600", "open 9600", "write 3"]);
    await end();
  });

  it("closes once, and says nothing after", async () => {
    const { said, heard, open, sink, end } = lent();
    const line = await open();
    await line.close();
    await line.close();
    sink().bytes(Uint8Array.of(1));
    await line.write(Uint8Array.of(1));
    await pass();
    assert.deepEqual(said, ["open 9600", "close"]);
    assert.deepEqual(heard, []);
    await end();
  });

  it("carries a refusal with its code, hints and whether to try again", async () => {
    for (const refuse of [
      new MedLatticeError("TRANSPORT_SETTINGS", "no", { hints: ["Another adapter"] }),
      transportError("TRANSPORT_BUSY", "busy"),
    ]) {
      const { open, end } = lent({ refuse });
      await assert.rejects(open(), (error: unknown) => {
        assert.ok(error instanceof MedLatticeError);
        assert.equal(error.code, refuse.code);
        assert.deepEqual(error.hints, refuse.hints);
        return error.retryable === refuse.retryable;
      });
      await end();
    }
  });

  it("says that bytes could not leave", async () => {
    const { open, end } = lent({ failWrites: true });
    const line = await open();
    await assert.rejects(line.write(Uint8Array.of(1)), { code: "TRANSPORT_LOST" });
    await end();
  });
});

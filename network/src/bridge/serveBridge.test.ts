import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { after, before, describe, it } from "node:test";
import { type Bridge, serveBridge } from "./serveBridge.ts";
import { simulatedInstruments } from "./simulatedInstruments.ts";

const UPGRADE =
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

describe("the bridge, knocked at by whoever means no good", () => {
  let bridge: Bridge;
  before(async () => {
    bridge = await serveBridge({ devices: simulatedInstruments(["nonin"]), allowedOrigins: [] });
  });
  after(() => bridge.close());

  const dial = async (): Promise<Socket> => {
    const socket = connect(bridge.port, "127.0.0.1");
    await once(socket, "connect");
    return socket;
  };
  /** @returns the first line of the answer */
  const ask = async (target: string): Promise<string> => {
    const socket = await dial();
    socket.write(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n${UPGRADE}\r\n\r\n`);
    const [answer]: unknown[] = await once(socket, "data");
    socket.destroy();
    return String(answer).split("\r\n")[0] ?? "";
  };
  const stillServes = async (): Promise<void> => {
    const { pathname, search } = new URL(bridge.urls.get("nonin") ?? "");
    assert.equal(await ask(pathname + search), "HTTP/1.1 101 Switching Protocols");
  };

  it("refuses an address that is none", async () => {
    assert.equal(await ask("//"), "HTTP/1.1 400 Refused");
    await stillServes();
  });

  it("lives through a line that is reset after it refused", async () => {
    const socket = await dial();
    socket.on("error", () => undefined);
    socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://evil.example\r\n${UPGRADE}\r\n\r\n`);
    const [answer]: unknown[] = await once(socket, "data");
    assert.match(String(answer), /^HTTP\/1\.1 403 /);
    socket.resetAndDestroy();
    await stillServes();
  });
});

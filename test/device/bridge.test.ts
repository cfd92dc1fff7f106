import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createPatient, SIMULATORS, simulatedTransport } from "@medlattice/sdk/device/simulate";
import { bridgeTransport, createFastClock, pump } from "@medlattice/sdk/device/transport";
import { serveTcp, type Served, tcpTransport } from "@medlattice/sdk/node/device";
import { type Bridge, serveBridge } from "@medlattice/network/bridge";
import { WebSocket } from "ws";
import { until } from "./until.ts";

const ORIGIN = "https://records.example";
const clock = createFastClock(8);
let served: readonly Served[] = [];
let bridge: Bridge;

before(async () => {
  served = await Promise.all(
    SIMULATORS.map((device) => serveTcp(simulatedTransport(device, { model: createPatient(2), clock }))),
  );
  const devices = SIMULATORS.map(({ name, driver }, index) => ({
    id: name,
    driver: driver.name,
    transport: tcpTransport({
      host: "127.0.0.1",
      port: Number(served[index]?.address.split(":")[1]),
    }),
  }));
  bridge = await serveBridge({ devices, allowedOrigins: [ORIGIN] });
});
after(async () => {
  await bridge.close();
  await Promise.all(served.map((each) => each.close()));
});

const urlOf = (id: string): string => bridge.urls.get(id) ?? assert.fail(id);

/** @returns the status with which the bridge refused, or 101 */
function knock(url: string, headers: Readonly<Record<string, string>> = { origin: ORIGIN }): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.on("error", () => undefined);
    socket.on("unexpected-response", (_request, { statusCode = 0 }) => resolve(statusCode));
    socket.on("open", () => {
      socket.on("close", () => setTimeout(() => resolve(101), 20));
      socket.close();
    });
  });
}

describe("the bridge", () => {
  describe("to every simulated instrument", { concurrency: true }, () => {
    for (const device of SIMULATORS) {
      it(`brings ${device.name} to its driver`, async () => {
        let values = 0;
        const session = pump({
          transport: bridgeTransport(urlOf(device.name)),
          driver: device.driver,
          clock,
          ...(device.line === undefined ? {} : { line: device.line }),
          onEvents: (some) => (values += some.filter((e) => e.kind === "numeric" && e.value !== null).length),
        });
        await until(
          () => values >= 3,
          () => JSON.stringify([session.link, session.counters]),
        );
        assert.equal(session.counters.bad, 0);
        assert.equal(session.link.state, "receiving");
        await session.stop();
      });
    }
  });

  it("lets a listed page in", async () => {
    assert.equal(await knock(urlOf("tanita")), 101);
  });

  for (const [what, change, status] of [
    ["a hostile page", (url: string) => knock(url, { origin: "https://evil.example" }), 403],
    [
      "a name rebound to this machine",
      (url: string) => knock(url, { origin: ORIGIN, host: "evil.example" }),
      403,
    ],
    ["a wrong token", (url: string) => knock(url.replace(/.$/, (last) => (last === "0" ? "1" : "0"))), 401],
    ["no token", (url: string) => knock(url.replace(/\?.*/, "")), 401],
    ["an instrument that is none", (url: string) => knock(url.replace("/tanita?", "/nome?")), 404],
  ] as const) {
    it(`refuses ${what}`, async () => {
      assert.equal(await change(urlOf("tanita")), status);
    });
  }

  it("lets one client at a time to an instrument", async () => {
    const socket = new WebSocket(urlOf("masimo"), { origin: ORIGIN });
    await new Promise((resolve) => socket.on("open", resolve));
    assert.equal(await knock(urlOf("masimo")), 409);
    socket.terminate();
  });

  it("hangs up on whoever sends what the driver never would", async () => {
    const socket = new WebSocket(urlOf("bcc"), { origin: ORIGIN });
    await new Promise((resolve) => socket.on("open", resolve));
    socket.send(JSON.stringify({ open: null }));
    socket.send(Buffer.from("START"));
    const code = await new Promise((resolve) => socket.on("close", resolve));
    assert.equal(code, 1008);
  });
});

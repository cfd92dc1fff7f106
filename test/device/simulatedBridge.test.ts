import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type DeviceEvent, findDriver } from "@medlattice/sdk/device";
import { bridgeTransport, type Pump, pump } from "@medlattice/sdk/device/transport";
import { type Bridge, OPERATING_ROOM, serveBridge, simulatedInstruments } from "@medlattice/network/bridge";
import { WebSocket } from "ws";
import { type ListedInstrument, startInstruments } from "../../network/src/stack/startInstruments.ts";
import { findFreePorts } from "../../network/src/stack/ports.ts";
import { openStateFolder, type StateFolder } from "../../network/src/stack/stateFolder.ts";
import { createSupervisor, type Supervisor } from "../../network/src/stack/supervisor.ts";
import { until } from "./until.ts";

const ORIGIN = "https://records.example";
const names = OPERATING_ROOM.map(({ simulator }) => simulator);

interface Listener {
  readonly session: Pump;
  readonly events: DeviceEvent[];
  values(): readonly number[];
}

function listen(url: string, driver: string): Listener {
  const events: DeviceEvent[] = [];
  const session = pump({
    transport: bridgeTransport(url),
    driver: findDriver(driver),
    onEvents: (some) => events.push(...some),
  });
  const values = (): readonly number[] =>
    events.flatMap((e) => (e.kind === "numeric" && e.value !== null ? [e.value] : []));
  return { session, events, values };
}

/** @returns the status with which the bridge refused, or the open socket */
function knock(url: string, origin: string): Promise<number | WebSocket> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { origin });
    socket.on("error", () => undefined);
    socket.on("unexpected-response", (_request, { statusCode = 0 }) => resolve(statusCode));
    socket.on("open", () => resolve(socket));
  });
}

describe("instruments in software behind the bridge", () => {
  let bridge: Bridge;
  before(async () => {
    bridge = await serveBridge({ devices: simulatedInstruments(names), allowedOrigins: [ORIGIN] });
  });
  after(() => bridge.close());
  const urlOf = (id: string): string => bridge.urls.get(id) ?? assert.fail(id);

  it("have two readers at once, each with one of its own, at one heart", async () => {
    const both = [listen(urlOf("nonin"), "nonin"), listen(urlOf("nonin"), "nonin")];
    await until(
      () => both.every(({ values }) => values().length >= 6),
      () => JSON.stringify(both.map(({ session }) => session.link)),
    );
    const [one = [], other = []] = both.map(({ values }) => values().slice(0, 6));
    // Each rounds at its own moment.
    for (const [index, value] of one.entries()) assert.ok(Math.abs(value - (other[index] ?? NaN)) <= 1);
    await Promise.all(both.map(({ session }) => session.stop()));
  });

  it("say that they are software, so that nothing of them is taken for a patient's", async () => {
    const { session, events, values } = listen(urlOf("nonin"), "nonin");
    await until(
      () => values().length >= 3 && events.some(({ kind }) => kind === "wave"),
      () => JSON.stringify(session.link),
    );
    assert.equal(session.isSimulated, true);
    const qualities = events.flatMap((e) => (e.kind === "numeric" || e.kind === "wave" ? [e.quality] : []));
    assert.deepEqual([...new Set(qualities)], ["demo"]);
    await session.stop();
  });

  it("let no more in than they can carry, and somebody again when somebody has gone", async () => {
    const inside: WebSocket[] = [];
    let answer: number | WebSocket = 0;
    while (inside.length < 20) {
      answer = await knock(urlOf("bis"), ORIGIN);
      if (typeof answer === "number") break;
      inside.push(answer);
    }
    assert.deepEqual([inside.length, answer], [8, 409]);
    inside.pop()?.terminate();
    await until(
      () => inside.length === 8,
      () => "nobody was let in again",
      async () => {
        const again = await knock(urlOf("bis"), ORIGIN);
        if (typeof again !== "number") inside.push(again);
      },
    );
    for (const socket of inside) socket.terminate();
  });

  it("are not for pages that are not listed", async () => {
    assert.equal(await knock(urlOf("bis"), "http://localhost:8600"), 403);
  });
});

describe("the instruments of the default network", () => {
  let folder: string;
  let state: StateFolder;
  let supervisor: Supervisor;
  let listed: readonly ListedInstrument[];
  let port: number;
  const events: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "medlattice-instruments-"));
    state = await openStateFolder(join(folder, "state"), { reset: false });
    supervisor = createSupervisor({
      logDirectory: state.at("logs"),
      onEvent: (event) => void events.push(event),
    });
    [port = 0] = await findFreePorts(1);
    listed = await startInstruments({ state, supervisor, ports: { instruments: port }, origins: [ORIGIN] });
  });
  after(async () => {
    await supervisor.stop();
    state.release();
    await rm(folder, { recursive: true, force: true });
  });

  it("are six, each at its address, and say so", () => {
    assert.deepEqual(
      listed.map(({ driver }) => driver),
      ["intellivue", "medibus", "dri", "bis", "nonin", "capnostream"],
    );
    for (const { id, url, isSimulated } of listed) {
      assert.match(url, new RegExp(`^ws://127\\.0\\.0\\.1:${port}/${id}\\?token=[0-9a-f]{32}$`));
      assert.equal(isSimulated, true);
    }
  });

  it("all speak at once, at the addresses of before when their process was killed", async () => {
    const talk = async (): Promise<void> => {
      const listeners = listed.map(({ url, driver }) => listen(url, driver));
      await until(
        () => listeners.every(({ values }) => values().length >= 1),
        () => JSON.stringify(listeners.map(({ session, values }) => [session.link.text, values().length])),
        undefined,
        20_000,
      );
      await Promise.all(listeners.map(({ session }) => session.stop()));
    };
    await talk();
    process.kill(supervisor.pids()["instruments-simulated"] ?? assert.fail("it does not run"), "SIGKILL");
    await until(
      () => events.some((event) => event.includes("starting it again")),
      () => events.join(),
    );
    await talk();
  });

  it("keep their token out of the log", async () => {
    const token = new URL(listed[0]?.url ?? "").searchParams.get("token") ?? assert.fail("no token");
    const log = await readFile(state.at("logs", "instruments-simulated.log"), "utf8");
    assert.match(log, /"ready"/);
    assert.ok(!log.includes(token));
  });

  it("are none where no pages are handed out", async () => {
    const none = await startInstruments({ state, supervisor, ports: { instruments: null }, origins: [] });
    assert.deepEqual(none, []);
  });

  it("say when another program has their port", async () => {
    const server = createServer();
    const taken = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    const other = createSupervisor({ logDirectory: state.at("logs", "other"), onEvent: () => undefined });
    await assert.rejects(
      startInstruments({ state, supervisor: other, ports: { instruments: taken }, origins: [] }),
      /EADDRINUSE/,
    );
    server.close();
  });
});

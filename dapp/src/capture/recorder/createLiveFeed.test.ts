import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeviceEvent } from "@medlattice/sdk/device";
import type { LiveUpdate } from "../contract.ts";
import { createLiveFeed } from "./createLiveFeed.ts";

const RATE = 100;
const T0 = 1_000_000;
const ports: MessagePort[] = [];

const waveOf = (count: number, afterGap = false): DeviceEvent => ({
  kind: "wave",
  at: { receivedAt: 0 },
  code: { id: "PLETH", label: "Pleth" },
  unit: null,
  samplesPerSecond: RATE,
  samples: new Float64Array(count).fill(1),
  afterGap,
});
const pulse = (value: number): DeviceEvent => ({
  kind: "numeric",
  at: { receivedAt: 0 },
  code: { id: "HR", label: "Pulse" },
  value,
  unit: "/min",
});

/** A page that sees what comes only when it is told to. */
function page() {
  const feed = createLiveFeed(() => T0);
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const updates: LiveUpdate[] = [];
  port1.addEventListener("message", ({ data }: MessageEvent<LiveUpdate>) => updates.push(data));
  port1.start();
  feed.watch(port2);
  return {
    feed,
    updates,
    see: () => port1.postMessage({ kind: "seen" }),
    /** Waits until so many have come. */
    async come(count: number): Promise<void> {
      for (let waited = 0; updates.length < count && waited < 500; waited++) await sleep(10);
      assert.equal(updates.length, count);
    },
    pace: (milliseconds: number) => port1.postMessage({ kind: "pace", milliseconds }),
  };
}

describe("createLiveFeed", () => {
  afterEach(() => {
    for (const port of ports.splice(0)) port.close();
  });

  it("gathers what comes until the page has seen what came before", async () => {
    const { feed, updates, see, come } = page();
    feed.events("1", [waveOf(10), pulse(60)], T0 + 100, 1);
    await come(1);
    feed.events("1", [waveOf(10), pulse(61)], T0 + 200, 2);
    feed.events("1", [waveOf(10), pulse(62)], T0 + 300, 3);
    await sleep(40);
    assert.equal(updates.length, 1, "one at a time");
    see();
    await come(2);
    assert.equal(updates[1]?.heardAt, 2);
    assert.deepEqual(
      updates[1]?.numerics.map(({ value }) => value),
      [62],
    );
    assert.deepEqual(
      updates[1]?.waves.map(({ at, samples }) => [at, samples.length]),
      [[T0 + 100, 20]],
    );
  });

  it("keeps pieces apart where samples are missing", async () => {
    const { feed, updates, see, come } = page();
    feed.events("1", [waveOf(10)], T0 + 100, 1);
    feed.events("1", [waveOf(10, true)], T0 + 400, 1);
    await come(1);
    see();
    await come(2);
    assert.deepEqual(
      updates.flatMap(({ waves }) => waves.map(({ at }) => at)),
      [T0, T0 + 300],
    );
  });

  it("holds no more than about a minute for a page that is frozen, and the newest of it", async () => {
    const { feed, updates, see, come } = page();
    feed.events("1", [waveOf(1)], T0, 1);
    await come(1);
    let at = T0;
    for (let second = 0; second < 3_600; second++) {
      at += 1_000;
      const words = {
        kind: "status",
        at: { receivedAt: 0 },
        id: `${second}`,
        text: "x",
        level: "info",
      } as const;
      const frame = {
        kind: "unknown",
        at: { receivedAt: 0 },
        id: `${second}`,
        bytes: new Uint8Array(),
      } as const;
      feed.events("1", [waveOf(RATE), words, frame], at, 1);
    }
    see();
    await come(2);
    const update = updates.at(-1);
    const [wave] = update?.waves ?? [];
    assert.ok(wave !== undefined && wave.samples.length <= 121 * RATE && wave.samples.length >= 59 * RATE);
    assert.ok(Math.abs(wave.at + wave.samples.length * 10 - at) < 1, "up to now");
    assert.equal(update?.statuses.length, 200);
    assert.equal(update?.unknowns.length, 200);
  });

  it("is calm where nobody looks", async () => {
    const { feed, updates, see, come, pace } = page();
    feed.events("1", [pulse(60)], T0, 1);
    await come(1);
    pace(1_000);
    see();
    feed.events("1", [pulse(61)], T0, 1);
    await sleep(300);
    assert.equal(updates.length, 1);
    await come(2);
  });
});

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startWorld, type World } from "./fixture/world.ts";
import { canMeasure, measureWholePath, type Peaks } from "./fixture/wholePath.ts";

const SMALL = 1;
/** Close to the bound of 128 MB, so that one held whole cannot hide in what garbage collectors leave lying. */
const LARGE = 120;
/** Small records that go first: the garbage collectors of fresh processes let their heaps grow before they settle. */
const WARM_UP = 6;
/** An oracle is to need no more for a large record than for a small one, but for what a garbage collector leaves lying. */
const ORACLE_ROOM_BYTES = 96 << 20;
/**
 * By how many times the growth of the record a client may grow. Reading and reviewing, the plaintext is there once, streamed into
 * place, and garbage waits beside it; author and patient cut it into fields too, which holds its text and an index of it.
 */
const CLIENT_FACTORS: Readonly<Record<string, number>> = { author: 4.75, patient: 4.75, reader: 3.5 };

let world: World;

before(async () => {
  if (canMeasure()) world = await startWorld();
});

after(async () => {
  if (canMeasure()) await world.close();
});

describe("a record of 120 MB on its whole path", () => {
  it("leaves oracles as they are with one of 1 MB, and costs clients its size a few times", async (context) => {
    if (!canMeasure()) return context.skip("the memory of other processes cannot be measured here");
    for (let index = 0; index < WARM_UP; index += 1) await measureWholePath(world, SMALL);
    const small = await measureWholePath(world, SMALL);
    const large = await measureWholePath(world, LARGE);
    const names = Object.keys(large.peakBytes);
    for (const name of names) context.diagnostic(describeGrowth(name, small, large));
    for (const name of names) {
      const grown = (large.peakBytes[name] ?? 0) - (small.peakBytes[name] ?? 0);
      const factor = CLIENT_FACTORS[name];
      const allowed = factor === undefined ? ORACLE_ROOM_BYTES : factor * ((LARGE - SMALL) << 20);
      assert.ok(grown < allowed, describeGrowth(name, small, large));
    }
    return undefined;
  });
});

function describeGrowth(name: string, small: Peaks, large: Peaks): string {
  const [from, to] = [small, large].map(({ peakBytes }) => (peakBytes[name] ?? 0) / (1 << 20));
  return `${name}: ${from?.toFixed(0)} MiB with ${SMALL} MiB, ${to?.toFixed(0)} MiB with ${LARGE} MiB`;
}

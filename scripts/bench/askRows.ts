import { createPublicClient, http, numberToHex, type PublicClient, type Transport } from "viem";
import { startChainProcess } from "../../network/bench/world/chainProcess.ts";
import { nodeTransport } from "../../oracle/src/chains/nodeTransport.ts";
import { medianOf } from "../../sdk/bench/median.ts";
import { type BenchRow, timesQuicker } from "../../sdk/bench/row.ts";

const CHAIN = { chainId: 7_199, name: "bench", genesisTime: 1_760_000_000 } as const;
const CALLS = 1_600;
const ROUNDS = 7;
const WARM_UP_ROUNDS = 3;
/** What a proxy asks at one moment about a grant. */
const TOGETHER = 8;
const BATCH_CALLS = 100;

/** Processor time that an oracle spends on asking a node, beside viem's own transport in the same process. */
export async function askRows(): Promise<BenchRow[]> {
  const chain = await startChainProcess(CHAIN);
  try {
    const { url } = chain;
    const ours = clientOf(nodeTransport(url, { timeoutMs: 10_000, retryCount: 0, batchCalls: BATCH_CALLS }));
    const theirs = clientOf(http(url, { retryCount: 0, batch: { batchSize: BATCH_CALLS } }));
    return [await rowOf(1, ours, theirs), await rowOf(TOGETHER, ours, theirs)];
  } finally {
    await chain.close();
  }
}

function clientOf(transport: Transport): PublicClient {
  return createPublicClient({ transport, cacheTime: 0 });
}

async function rowOf(together: number, ours: PublicClient, theirs: PublicClient): Promise<BenchRow> {
  const own: number[] = [];
  const other: number[] = [];
  // By turns: what disturbs the machine disturbs both.
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    const [ownMicros, otherMicros] = [await microsOf(ours, together), await microsOf(theirs, together)];
    if (round < 0) continue;
    own.push(ownMicros);
    other.push(otherMicros);
  }
  const [value, baseline] = [medianOf(own), medianOf(other)].map((micros) => ({
    value: Math.round(micros),
    unit: "µs",
  }));
  if (value === undefined || baseline === undefined) throw new TypeError("nothing was measured");
  return {
    row: together === 1 ? "asking a node, one call" : `asking a node, ${together} at once`,
    what: "processor time of who asks, a call: eth_getBalance",
    ours: value,
    baseline,
    baselineName: "viem's http with batches, over the global fetch",
    ratio: timesQuicker(value, baseline),
    goal: "",
    isMet: null,
    note: `Medians of ${ROUNDS} rounds of ${CALLS} calls.`,
  };
}

/** Microseconds of this process a call. */
async function microsOf(client: PublicClient, together: number): Promise<number> {
  const before = process.cpuUsage();
  for (let done = 0; done < CALLS; done += together) {
    await Promise.all(
      Array.from({ length: together }, (_, index) =>
        client.getBalance({ address: numberToHex(done + index + 1, { size: 20 }) }),
      ),
    );
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

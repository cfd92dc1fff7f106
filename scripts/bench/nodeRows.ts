import type { BenchRow } from "../../sdk/bench/row.ts";
import { timesAsMany } from "../../sdk/bench/row.ts";
import type { ChainBenchResult, ServedLoad } from "../../network/bench/chain.ts";

/** systems.md F10. */
const PUBLISHED_ADD = { value: 140, unit: "/s" } as const;
const PUBLISHED_QUERY = { value: 166, unit: "/s" } as const;

/** What a node carries when the contract does next to nothing: the ceiling of every row that is about our contracts. */
export function nodeRows(result: ChainBenchResult): BenchRow[] {
  const row = (
    name: string,
    what: string,
    { perSecond, p95Ms, nodeCpuMicrosPerCall }: ServedLoad,
    baseline: typeof PUBLISHED_ADD | typeof PUBLISHED_QUERY,
  ): BenchRow => {
    const ours = { value: perSecond, unit: "/s" };
    return {
      row: `node: ${name}`,
      what,
      ours,
      baseline,
      baselineName: "published: F10, with its own contracts",
      ratio: timesAsMany(ours, baseline),
      goal: "",
      isMet: null,
      note: `p95 ${p95Ms} ms, ${nodeCpuMicrosPerCall} µs of the node's processor a call.`,
    };
  };
  const { replayMsPer10k, residentMegabytes, journalBytesPerTransaction } = result;
  const growth = `${Math.round(journalBytesPerTransaction)} bytes of journal a transaction, ${residentMegabytes} MB of memory, 10 000 transactions replayed in ${replayMsPer10k} ms`;
  return [
    row(
      "transactions",
      `one word stored, on disk when answered; ${growth}`,
      result.singleTransactions,
      PUBLISHED_ADD,
    ),
    row("transactions in batches", "50 in one HTTP request", result.batchedTransactions, PUBLISHED_ADD),
    row("eth_call", "one a request", result.singleCalls, PUBLISHED_QUERY),
    row("eth_call in batches", "50 in one HTTP request", result.batchedCalls, PUBLISHED_QUERY),
    row("eth_call under writes", "while transactions come in", result.callsUnderWrites, PUBLISHED_QUERY),
  ];
}

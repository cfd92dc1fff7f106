import { Gauge, type Registry } from "prom-client";
import type { SummaryStatus, Summaries } from "./createSummaries.ts";

/** Lag and backlog of the bridge; counts and chain ids only. */
export function summaryMetrics(registry: Registry, summaries: Summaries): void {
  if (summaries.status() === undefined) return;
  const registers = [registry];
  const ofChain = (name: string, help: string, read: (chain: SummaryStatus["chains"][number]) => number) =>
    new Gauge({
      name: `medlattice_summary_${name}`,
      help,
      labelNames: ["chain"],
      registers,
      collect() {
        for (const each of summaries.status()?.chains ?? []) this.set({ chain: each.chainId }, read(each));
      },
    });
  ofChain("collected_block", "Newest block whose items were collected", ({ block }) => block);
  ofChain("items", "Items of a private chain that are final", ({ items }) => items);
  ofChain("backlog_items", "Items that are final and not posted yet", ({ items, posted }) => items - posted);
  ofChain("stuck", "1 when sections of the chain do not go on", ({ problem }) => (problem === null ? 0 : 1));
  const gauge = (name: string, help: string, read: (status: SummaryStatus) => number) =>
    new Gauge({
      name: `medlattice_summary_${name}`,
      help,
      registers,
      collect() {
        const status = summaries.status();
        if (status !== undefined) this.set(read(status));
      },
    });
  gauge("batches", "Batches in the inbox", ({ batches }) => batches);
  gauge("strangers", "Items of patients who had published no key", ({ strangers }) => strangers);
  gauge("waiting_slips", "Slips taken in and in no batch yet", ({ intake }) => intake?.slips ?? 0);
}

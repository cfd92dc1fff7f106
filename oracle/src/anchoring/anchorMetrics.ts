import { Gauge, type Registry } from "prom-client";
import type { AnchorStatus, Anchoring } from "./createAnchoring.ts";

/** Lag and backlog of anchoring; counts, times and chain ids only. */
export function anchorMetrics(registry: Registry, anchoring: Anchoring): void {
  if (anchoring.status() === undefined) return;
  const registers = [registry];
  const gauge = (name: string, help: string, read: (status: AnchorStatus) => number) =>
    new Gauge({
      name: `medlattice_anchor_${name}`,
      help,
      registers,
      collect() {
        const status = anchoring.status();
        if (status !== undefined) this.set(read(status));
      },
    });
  gauge("sequence", "Newest anchor that enough stations have signed", ({ sequence }) => sequence);
  gauge("final_sequence", "Newest anchor that is on a public chain for good", ({ final }) => final);
  gauge(
    "lag_seconds",
    "How long the oldest decided snapshot waits to be final; 0: none does",
    ({ lag }) => lag,
  );
  gauge(
    "backlog_snapshots",
    "Chains whose newest snapshot is under no final anchor",
    ({ backlog }) => backlog,
  );
  gauge("stuck", "1 when anchors do not go on", ({ problem }) => (problem === null ? 0 : 1));
  const ofChain = (
    name: string,
    help: string,
    read: (chain: AnchorStatus["chains"][number]) => number | null,
  ) =>
    new Gauge({
      name: `medlattice_anchor_chain_${name}`,
      help,
      labelNames: ["chain"],
      registers,
      collect() {
        this.reset();
        for (const each of anchoring.status()?.chains ?? []) {
          const value = read(each);
          if (value !== null) this.set({ chain: each.chainId }, value);
        }
      },
    });
  ofChain("head_age_seconds", "Since a public chain's head last changed", (chain) => chain.headAgeSeconds);
  ofChain("cost", "Of one anchor at the present price", ({ cost }) => cost);
  ofChain("nodes", "Nodes of a public chain that answer", ({ nodes }) => nodes);
  ofChain("agreeing_nodes", "Nodes that have the same blocks", ({ agreeingNodes }) => agreeingNodes);
  ofChain("reorganizations", "Within the last hour", ({ reorganizations }) => reorganizations);
  ofSnapshots(registers, anchoring);
}

function ofSnapshots(registers: Registry[], anchoring: Anchoring): Gauge<"chain"> {
  return new Gauge({
    name: "medlattice_anchor_snapshot_sequence",
    help: "Newest snapshot of a chain that was decided on",
    labelNames: ["chain"],
    registers,
    collect() {
      for (const { chainId, decided } of anchoring.status()?.snapshots ?? []) {
        this.set({ chain: chainId }, decided);
      }
    },
  });
}

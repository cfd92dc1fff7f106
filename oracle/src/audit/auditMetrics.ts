import { Gauge, type Registry } from "prom-client";
import type { Audit, AuditState } from "./createAudit.ts";

const STATUSES = ["sound", "differs", "open"] as const;

/** How far the audit is and what it found; counts only. */
export function auditMetrics(registry: Registry, audit: Audit | undefined): void {
  if (audit === undefined) return;
  const registers = [registry];
  const outcomes = (): Gauge =>
    new Gauge({
      name: "medlattice_audit_batches",
      help: "Batches of summaries that were compared with the private chains, by outcome",
      labelNames: ["status"],
      registers,
      collect() {
        const state = audit.state();
        for (const status of STATUSES) this.set({ status }, state[status]);
      },
    });
  const gauge = (name: string, help: string, read: (state: AuditState) => number): Gauge =>
    new Gauge({
      name: `medlattice_audit_${name}`,
      help,
      registers,
      collect() {
        this.set(read(audit.state()));
      },
    });
  outcomes();
  gauge("backlog_batches", "Batches in the inbox that were not compared yet", backlogOf);
  gauge("problem", "1 while a batch differs or is open, or the audit itself waits", ({ problem }) =>
    problem === null ? 0 : 1,
  );
}

function backlogOf({ batches, sound, differs, open }: AuditState): number {
  return Math.max(0, batches - sound - differs - open);
}

import { Gauge, type Registry } from "prom-client";
import type { People } from "./createPeople.ts";

/** Counts only: no label says who. */
export function peopleMetrics(registry: Registry, { issuing }: People): void {
  if (issuing === undefined) return;
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `medlattice_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("enrolled_people", "People enrolled at this desk", () => issuing.counts().enrolled);
  if (issuing.evaluation === undefined) return;
  gauge("nullifier_evaluations_today", "Blinded identities evaluated since midnight UTC", () => {
    return issuing.counts().evaluationsToday;
  });
}

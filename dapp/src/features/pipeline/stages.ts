import type { Part } from "../../engine/pipeline/part.ts";
import type { Pipeline } from "../../engine/pipeline/pipeline.ts";

/** From the institution's chain to a public one. */
export const STAGES = ["records", "items", "slips", "batches", "votes", "anchors"] as const;
export type StageName = (typeof STAGES)[number];

export interface Stage {
  readonly name: StageName;
  /** What has come as far as this; null: nobody tells. */
  readonly figure: number | null;
  /** What waits to go on from here. */
  readonly waiting: number;
  /** Code of what keeps it from going on; null: nothing that is known. */
  readonly problem: string | null;
  readonly state: "flows" | "waits" | "stuck" | "unknown";
}

/** Where things are and where they wait. */
export function stagesOf({ flow, intake, batches, committee, anchors }: Pipeline): readonly Stage[] {
  return [
    stage("records", flow, ({ head, collected }) => ({
      figure: head,
      waiting: Math.max(0, head - collected),
      problem: null,
    })),
    stage("items", flow, ({ items, posted, problem }) => ({
      figure: items,
      waiting: Math.max(0, items - posted),
      problem,
    })),
    stage("slips", intake, ({ slips, problem }) => ({ figure: slips, waiting: slips, problem })),
    stage("batches", batches, (found) => ({
      figure: found[0]?.sequence ?? 0,
      waiting: committee.is === "there" ? unpinned(found, committee.value.open) : 0,
      problem: null,
    })),
    stage("votes", committee, ({ open, decisions, problem }) => ({
      figure: decisions[0]?.epoch ?? 0,
      waiting: open.length,
      problem,
    })),
    stage("anchors", anchors, ({ anchors: found, snapshots, problem }) => ({
      figure: found.find(({ state }) => state === "final")?.sequence ?? 0,
      waiting:
        found.filter(({ state }) => state !== "final").length +
        snapshots.filter(({ state }) => state !== "anchored").length,
      problem,
    })),
  ];
}

function unpinned(
  batches: readonly { readonly sequence: number }[],
  open: readonly { readonly batch: number | null }[],
): number {
  return open.filter(({ batch }) => batches.some(({ sequence }) => sequence === batch)).length;
}

function stage<T>(
  name: StageName,
  part: Part<T>,
  read: (value: T) => Pick<Stage, "figure" | "waiting" | "problem">,
): Stage {
  if (part.is !== "there") return { name, figure: null, waiting: 0, problem: null, state: "unknown" };
  const found = read(part.value);
  const state = found.problem !== null ? "stuck" : found.waiting > 0 ? "waits" : "flows";
  return { name, ...found, state };
}

/** What became of a batch in the committee. */
export function pinOf(sequence: number, committee: Pipeline["committee"]): "pinned" | "waits" | "unknown" {
  if (committee.is !== "there") return "unknown";
  const { decisions, open } = committee.value;
  if (decisions.some(({ batch }) => batch === sequence)) return "pinned";
  return open.some(({ batch }) => batch === sequence) ? "waits" : "unknown";
}

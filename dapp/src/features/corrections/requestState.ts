import type { RecordCorrections } from "../../engine/corrections/corrections.ts";

export type RequestState = "answered" | "yours" | "inWork" | "waits";

/** How far it has come with what a patient said of a record. */
export function stateOf({ answers, corrections }: RecordCorrections, sentAt: number): RequestState {
  const after = corrections.filter(({ createdAt }) => createdAt >= sentAt);
  if (after.some(({ status }) => status === "pending")) return "yours";
  if (after.some(({ status }) => status === "opening")) return "inWork";
  if (after.length > 0 || answers.some(({ at }) => at >= sentAt)) return "answered";
  return "waits";
}

/** When a chain's accounts are to be put under a root again (P2; DESIGN rule 19). */
export interface SnapshotPolicy {
  /** Growth of all heights together; an idle account stalls nothing. */
  readonly totalHeight: number;
  /** Unless nothing has changed. */
  readonly seconds: number;
}

export const DEFAULT_SNAPSHOT_POLICY: SnapshotPolicy = { totalHeight: 100, seconds: 86_400 };

/** What is compared: of the snapshot before (zeros before the first), and of now. */
export interface SnapshotState {
  readonly totalHeight: number;
  readonly labelCount: number;
  /** Unix seconds. */
  readonly time: number;
}

/** Whether the next snapshot is due: enough has grown, or something has and enough time has passed. */
export function isSnapshotDue(
  before: SnapshotState,
  now: SnapshotState,
  policy: SnapshotPolicy = DEFAULT_SNAPSHOT_POLICY,
): boolean {
  const grown = now.totalHeight - before.totalHeight;
  if (grown >= policy.totalHeight) return true;
  const hasChanged = grown > 0 || now.labelCount !== before.labelCount;
  return hasChanged && now.time - before.time >= policy.seconds;
}

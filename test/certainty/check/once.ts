import assert from "node:assert/strict";

/** Every id of `told` stands in `found` exactly once; whatever else stands there does so once at most. */
export function assertOnce(told: Iterable<string>, found: readonly string[], where: string): void {
  const counts = new Map<string, number>();
  for (const id of found) counts.set(id, (counts.get(id) ?? 0) + 1);
  const missing = [...told].filter((id) => !counts.has(id));
  assert.deepEqual(missing, [], `${where}: acknowledged and gone`);
  const doubled = [...counts].filter(([, count]) => count > 1).map(([id]) => id);
  assert.deepEqual(doubled, [], `${where}: there more than once`);
}

import { toHex } from "../codec/index.ts";
import type { Capsule } from "../crypto/index.ts";
import type { Coverage, DealtKey } from "../consent/index.ts";
import { VerificationError } from "../errors/index.ts";
import { findCapsules, type Manifest } from "../manifest/index.ts";
import type { RecordState } from "../record/index.ts";

/**
 * Which of the dealt keys opens which of the record's capsules. Proxy and reader decide it alike: the first dealt key whose X is
 * that of a capsule of its kind.
 *
 * @throws VerificationError KEY_NOT_DEALT when the grant's keys open none of the record's capsules.
 */
export function matchKey<Key extends DealtKey>(
  keys: readonly Key[],
  manifest: Manifest,
): { readonly key: Key; readonly capsule: Capsule } {
  for (const key of keys) {
    const capsule = findCapsules(manifest, key.kind).find(({ x }) => toHex(x) === key.x);
    if (capsule !== undefined) return { key, capsule };
  }
  throw new VerificationError("KEY_NOT_DEALT", "The grant's keys do not open this record.", {
    facts: { keys: keys.length },
    hints: ["The patient has changed keys since: fetch the grant's newest package, or ask for a new grant."],
  });
}

/**
 * Whether a record is one that was dealt for: same patient, and the record, category or anything.
 * @throws VerificationError RECORD_NOT_COVERED (facts.member)
 */
export function requireCovered(state: RecordState, coverage: Coverage): void {
  const scopes = [state.recordId, state.categoryTag, coverage.scope];
  const member =
    state.patient !== coverage.patient
      ? "patient"
      : scopes[coverage.scopeKind - 1] !== coverage.scope
        ? "scope"
        : null;
  if (member === null) return;
  throw new VerificationError("RECORD_NOT_COVERED", "The record is not one this grant is for.", {
    facts: { member },
  });
}

import { addG1, encodePoint, mulG1 } from "../../crypto/bls/points.ts";
import { modR } from "../../crypto/bls/scalar.ts";
import { createGroup } from "../group/createGroup.ts";
import { type Committee, committeeOf } from "../group/finishSetup.ts";
import { votingKeyOf } from "../keys/votingKey.ts";
import type { VoteShare } from "../votes/aggregateVotes.ts";
import { voteMessage } from "../votes/voteMessage.ts";

export interface DealtCommittee {
  readonly committee: Committee;
  readonly sign: (station: number, message: Uint8Array) => VoteShare;
  /** Plain BLS under the same key: what each vote would be without aggregation. */
  readonly signPlain: (station: number, message: Uint8Array) => Uint8Array;
}

/**
 * A committee whose keys one program knows, for measurements and simulations: the n² contributions are left out, because
 * `MK_i = (Σ a_j·sk_j)·H2(apk, i)` gives the same membership keys at once.
 */
export function dealtCommittee(secrets: readonly bigint[]): DealtCommittee {
  const group = createGroup(secrets.map((secret) => votingKeyOf(secret).publicKey));
  const committee = committeeOf(
    group,
    secrets.map((_, i) => i),
  );
  const scalar = secrets.reduce((sum, secret, i) => modR(sum + secret * group.coefficient(i)), 0n);
  let last: { readonly message: Uint8Array; readonly point: ReturnType<typeof voteMessage> } | undefined;
  const pointOf = (message: Uint8Array) => {
    if (last?.message !== message) last = { message, point: voteMessage(group, message) };
    return last.point;
  };
  const plain = (station: number, message: Uint8Array) => mulG1(pointOf(message), secrets[station] ?? 0n);
  return {
    committee,
    signPlain: (station, message) => encodePoint(plain(station, message)),
    sign(station, message) {
      const membershipKey = mulG1(group.position(station), scalar);
      return { station, signature: encodePoint(addG1(plain(station, message), membershipKey)) };
    },
  };
}

import { type VotingKey, votingKeyOf } from "@medlattice/sdk/committee";
import { scalarFromBytes64 } from "@medlattice/sdk/crypto";
import { createRandom } from "../random.ts";
import type { CommitteeModel } from "./model.ts";

/** A simulated station. Its key comes from the seed and protects nothing. */
export interface Station {
  readonly number: number;
  readonly key: VotingKey;
  readonly tokens: bigint;
  /** Answers nobody. */
  readonly isSilent: boolean;
}

/** Stations with their tokens: by rank, heaviest first, all tokens given out, at least one each. */
export function makeStations(model: CommitteeModel, count: number): readonly Station[] {
  const random = createRandom(model.seed, `stations ${count}`);
  const weights = Array.from({ length: count }, (_, rank) => (rank + 1) ** -model.skew);
  const whole = weights.reduce((a, b) => a + b);
  const tokens = weights.map((weight) => 1 + Math.floor(((model.tokens - count) * weight) / whole));
  const rest = model.tokens - tokens.reduce((a, b) => a + b);
  const silent = chooseSilent(
    tokens,
    model.silentShare * model.tokens,
    Array.from({ length: count }, () => random.next()),
  );
  return tokens.map((held, number) => ({
    number,
    key: votingKeyOf(secretOf(model.seed, count, number)),
    tokens: BigInt(number < rest ? held + 1 : held),
    isSilent: silent.has(number),
  }));
}

/** Stations in a random order until their tokens reach the share; the one that would go beyond is passed over. */
function chooseSilent(
  tokens: readonly number[],
  limit: number,
  lots: readonly number[],
): ReadonlySet<number> {
  const order = tokens.map((_, i) => i).toSorted((a, b) => (lots[a] ?? 0) - (lots[b] ?? 0));
  const silent = new Set<number>();
  let sum = 0;
  for (const station of order) {
    const held = tokens[station] ?? 0;
    if (sum + held > limit) continue;
    sum += held;
    silent.add(station);
  }
  return silent;
}

function secretOf(seed: number, count: number, number: number): bigint {
  const bytes = new Uint8Array(64).fill(0x5a);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [seed, count, number].entries()) view.setUint32(4 * i, value);
  return scalarFromBytes64(bytes);
}

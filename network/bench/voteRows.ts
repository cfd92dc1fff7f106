import secp256k1 from "secp256k1";
import { keccak256 } from "@medlattice/sdk/codec";
import { aggregateVotes, createVoters, verifyVotes } from "@medlattice/sdk/committee";
import { medianMsOf } from "../../sdk/bench/median.ts";
import { type BenchRow, type Quantity, timesQuicker } from "../../sdk/bench/row.ts";
import { pairsWithKey } from "../../sdk/src/committee/bls/pairings.ts";
import { dealtCommittee } from "../../sdk/src/committee/testing/dealtCommittee.ts";
import { voteMessage } from "../../sdk/src/committee/votes/voteMessage.ts";
import { decodeG1 } from "../../sdk/src/crypto/bls/points.ts";
import { benchSecret } from "./voteSecrets.ts";

const GOAL_MS = 5;
const ROUNDS = 41;
const ECDSA_ROUNDS = 5;

/** Votes of a committee added up, beside the same number verified one by one (systems.md P8). */
export async function voteRows(count = 1_000): Promise<BenchRow[]> {
  const message = keccak256(new TextEncoder().encode("the vote of a bench"));
  const secrets = Array.from({ length: count }, (_, i) => benchSecret(i));
  const { committee, sign, signPlain } = dealtCommittee(secrets);
  const voters = createVoters(committee);
  const shares = committee.members.map((station) => sign(station, message));
  const all = aggregateVotes(voters, message, shares);
  const most = aggregateVotes(
    voters,
    message,
    shares.filter(({ station }) => station % 3 !== 0),
  );
  const ecdsa = milliseconds(await ecdsaMs(count, message));
  const single = milliseconds(singleBlsMs(committee.members, signPlain, message, committee.group));
  const ms = async (work: () => unknown, rounds = ROUNDS) =>
    milliseconds(await medianMsOf(async () => work(), rounds));
  const cached = await ms(() => verifyVotes(voters, message, all));
  const absent = await ms(() => verifyVotes(voters, message, most));
  const anew = await ms(() => verifyVotes(createVoters(committee), message, all), 5);
  const added = await ms(() => aggregateVotes(voters, message, shares), 3);
  const named = `${count} votes`;
  const byCurve = "ECDSA on secp256k1 one by one (libsecp256k1), same run";
  const byPairing = "BLS on BLS12-381 one by one (mcl-wasm, message hashed once), same run";
  return [
    {
      ...row(`${named}, sums cached`, `one check of ${count} votes added up, everyone present`, cached),
      ...against(cached, ecdsa, byCurve),
      goal: `≤ ${GOAL_MS} ms`,
      isMet: cached.value <= GOAL_MS,
      note: "Published in P8: 5.6 to 7.7 ms beside 227.7 ms by ECDSA and 1 000 to 2 700 ms by single BLS.",
    },
    {
      ...row(`${named}, sums cached, beside single BLS`, "the same check", cached),
      ...against(cached, single, byPairing),
    },
    {
      ...row(`${named}, a third absent`, `${most.absentees.length} named and taken out of the sums`, absent),
      ...against(absent, ecdsa, byCurve),
    },
    {
      ...row(`${named}, sums anew`, "keys and positions of everyone summed up first", anew),
      ...against(anew, ecdsa, byCurve),
    },
    {
      ...row(`${named}, added up`, "every share decoded, its group checked, all added up and checked", added),
      ...against(added, single, byPairing),
    },
  ];
}

async function ecdsaMs(count: number, message: Uint8Array): Promise<number> {
  const signed = Array.from({ length: count }, (_, i) => {
    const secret = new Uint8Array(32).fill(9);
    new DataView(secret.buffer).setUint32(4, i);
    const { signature } = secp256k1.ecdsaSign(message, secret);
    return { signature, publicKey: secp256k1.publicKeyCreate(secret, true) };
  });
  return await medianMsOf(async () => {
    for (const { signature, publicKey } of signed)
      if (!secp256k1.ecdsaVerify(signature, message, publicKey)) throw new Error("A signature is false.");
  }, ECDSA_ROUNDS);
}

function singleBlsMs(
  stations: readonly number[],
  signPlain: (station: number, message: Uint8Array) => Uint8Array,
  message: Uint8Array,
  group: Parameters<typeof voteMessage>[0],
): number {
  const signatures = stations.map((station) => decodeG1(signPlain(station, message), "signature"));
  const point = voteMessage(group, message);
  const start = performance.now();
  for (const [station, signature] of signatures.entries())
    if (!pairsWithKey(signature, point, group.key(station))) throw new Error("A vote is false.");
  return performance.now() - start;
}

function milliseconds(value: number): Quantity {
  return { value, unit: "ms" };
}

function row(name: string, what: string, ours: Quantity): BenchRow {
  return { row: name, what, ours, baseline: null, baselineName: "", ratio: null, goal: "", isMet: null };
}

function against(ours: Quantity, baseline: Quantity, baselineName: string) {
  return { baseline, baselineName, ratio: timesQuicker(ours, baseline) };
}

import { type CommitteeBounds, committeeBounds } from "@medlattice/sdk/committee";
import { createRandom } from "../random.ts";
import { drawEpochs, type Epoch } from "./drawEpochs.ts";
import { BYTES, type CommitteeModel } from "./model.ts";
import { dealReally, type RealSetup, type RealVote, setUpReally, voteReally } from "./realVotes.ts";
import { type Member, simulateVote } from "./simulateVote.ts";
import { makeStations, type Station } from "./stations.ts";
import { type Spread, spreadOf } from "./statistics.ts";

/** One number of stations with one expected size. */
export interface CommitteeCase {
  readonly stations: number;
  readonly expected: number;
  /** Stations with at least one seat, epoch by epoch. */
  readonly members: Spread;
  readonly seats: Spread;
  /** Seats of the silent. */
  readonly silentSeats: Spread;
  /** Parts that the heaviest station is drawn in (rule 18). */
  readonly heaviestParts: number;
  /** Share of votes that more than two thirds of the seats signed. */
  readonly reached: number;
  /** Of votes that were reached. */
  readonly collectedMs: Spread;
  readonly finalMs: Spread;
  readonly timeouts: Spread;
  readonly messages: Spread;
  readonly bytes: Spread;
  /** What it would take if every member told every other. */
  readonly everyoneToEveryone: number;
  readonly evidenceBytes: Spread;
  /** The same votes as single ECDSA signatures on the chain. */
  readonly ecdsaBytes: number;
}

export interface CommitteeSimulation {
  readonly model: CommitteeModel;
  /** Bounds of P7 at λ = 10 for each expected size; the silent stand for the adversary. */
  readonly bounds: readonly { readonly expected: number; readonly bounds: CommitteeBounds }[];
  readonly cases: readonly CommitteeCase[];
  /** Of the smallest number of stations. */
  readonly setup: RealSetup;
  readonly votes: readonly RealVote[];
}

const LAMBDA = 10;

/** Runs the whole simulation; everything but `setup.ms` and the times of `votes` follows from the model. */
export function simulateCommittee(
  model: CommitteeModel,
  onProgress: (text: string) => void = () => undefined,
): CommitteeSimulation {
  const cases: CommitteeCase[] = [];
  const votes: RealVote[] = [];
  let setup: RealSetup | undefined;
  for (const count of model.stations) {
    const stations = makeStations(model, count);
    const epochs = drawEpochs(model, stations, (done) =>
      onProgress(`${count} stations, epoch ${done} of ${model.epochs}`),
    );
    for (const expected of model.expected) cases.push(caseOf(model, stations, epochs, expected));
    onProgress(`${count} stations, one vote with real signatures`);
    const small = setup === undefined ? setUpReally(stations) : undefined;
    setup ??= small?.setup;
    const last = epochs.at(-1);
    const [expected] = model.expected;
    if (last === undefined || expected === undefined) throw new Error("There is nothing to simulate.");
    const round = { ...last.round, expected: BigInt(expected) };
    votes.push(
      voteReally(small ?? dealReally(stations), stations, round, membersOf(stations, last, expected)),
    );
  }
  if (setup === undefined) throw new Error("There is nothing to simulate.");
  const honest = String(1 - model.silentShare);
  const bounds = model.expected.map((expected) => ({
    expected,
    bounds: committeeBounds({ lambda: LAMBDA, expected, honest, tokens: model.tokens }),
  }));
  return { model, bounds, cases, setup, votes };
}

function membersOf(stations: readonly Station[], { seats }: Epoch, expected: number): readonly Member[] {
  return (seats.get(expected) ?? [])
    .map((own, station) => ({ station, seats: own, isSilent: stations[station]?.isSilent ?? false }))
    .filter((member) => member.seats > 0);
}

function caseOf(
  model: CommitteeModel,
  stations: readonly Station[],
  epochs: readonly Epoch[],
  expected: number,
): CommitteeCase {
  const random = createRandom(model.seed, `votes ${stations.length} ${expected}`);
  const committees = epochs.map((epoch) => membersOf(stations, epoch, expected));
  const seatsIn = (members: readonly Member[]) => members.reduce((sum, { seats }) => sum + seats, 0);
  const outcomes = committees
    .filter((members) => members.length > 0)
    .flatMap((members) =>
      Array.from({ length: model.votesPerEpoch }, () => simulateVote(model, members, random)),
    );
  const reached = outcomes.filter(({ isReached }) => isReached);
  const members = spreadOf(committees.map(({ length }) => length));
  const heaviest = Number(stations[0]?.tokens ?? 0n);
  return {
    stations: stations.length,
    expected,
    members,
    seats: spreadOf(committees.map(seatsIn)),
    silentSeats: spreadOf(committees.map((all) => seatsIn(all.filter(({ isSilent }) => isSilent)))),
    heaviestParts: Math.max(1, Math.ceil((heaviest * expected) / (40 * model.tokens))),
    reached: reached.length / (epochs.length * model.votesPerEpoch),
    collectedMs: spreadOf(reached.map(({ collectedMs }) => collectedMs)),
    finalMs: spreadOf(reached.map(({ finalMs }) => finalMs)),
    timeouts: spreadOf(outcomes.map(({ timeouts }) => timeouts)),
    messages: spreadOf(outcomes.map(({ messages }) => messages)),
    bytes: spreadOf(outcomes.map(({ bytes }) => bytes)),
    everyoneToEveryone: members.mean * (members.mean - 1),
    evidenceBytes: spreadOf(reached.map(({ evidenceBytes }) => evidenceBytes)),
    ecdsaBytes: 1 + (BYTES.ecdsa * members.mean * 2) / 3,
  };
}

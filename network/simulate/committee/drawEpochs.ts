import {
  COMMITTEE_ROLE,
  drawOutput,
  genesisSeed,
  nextSeed,
  partsOf,
  proveRound,
  seatsOf,
  type SortitionRound,
} from "@medlattice/sdk/committee";
import type { CommitteeModel } from "./model.ts";
import type { Station } from "./stations.ts";

/** The seats of every station in one epoch, for each expected size. */
export interface Epoch {
  readonly round: SortitionRound;
  /** By expected size, then by station. */
  readonly seats: ReadonlyMap<number, readonly number[]>;
}

const Y_BITS = 128n;

/** Draws epochs with real proofs, each epoch's seed from the lowest output of the one before. */
export function drawEpochs(
  model: CommitteeModel,
  stations: readonly Station[],
  onEpoch: (done: number) => void = () => undefined,
): readonly Epoch[] {
  const address = `0x${"c0".repeat(20)}` as const;
  const salt = `0x${model.seed.toString(16).padStart(64, "0")}` as const;
  const epochs: Epoch[] = [];
  let seed = genesisSeed({ chainId: 7_100, committee: address, salt });
  for (let number = 0; number < model.epochs; number++) {
    const round = roundOf(model, seed, number, 1);
    const drawn = stations.map(({ key, tokens }) => {
      const proof = proveRound(round, key.secret);
      return { tokens, outputOf: remember((part) => drawOutput(proof, part)) };
    });
    const seats = new Map(
      model.expected.map((expected) => {
        const chance = { numerator: BigInt(expected), denominator: BigInt(model.tokens) };
        const ofEach = drawn.map(({ tokens, outputOf }) =>
          partsOf(tokens, chance).reduce(
            (sum, held, part) => sum + seatsOf(yOf(outputOf(part)), held, chance),
            0n,
          ),
        );
        return [expected, ofEach.map(Number)];
      }),
    );
    epochs.push({ round, seats });
    seed = nextSeed(
      round,
      drawn.map(({ outputOf }) => outputOf(0)),
    );
    onEpoch(number + 1);
  }
  return epochs;
}

/** The proof of a round does not depend on the expected size, so one draw serves all sizes. */
function roundOf(
  model: CommitteeModel,
  seed: SortitionRound["seed"],
  epoch: number,
  expected: number,
): SortitionRound {
  return {
    seed,
    epoch: BigInt(epoch),
    role: COMMITTEE_ROLE,
    expected: BigInt(expected),
    tokens: BigInt(model.tokens),
  };
}

function yOf(output: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(output).toString("hex")}`) >> Y_BITS;
}

function remember<T>(make: (part: number) => T): (part: number) => T {
  const made = new Map<number, T>();
  return (part) => {
    const known = made.get(part);
    if (known !== undefined) return known;
    const value = make(part);
    made.set(part, value);
    return value;
  };
}

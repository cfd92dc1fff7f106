import { chameleonOpening } from "../../circuits/generated/chameleon-opening.ts";
import { proofHolds } from "../../circuits/proofHolds.ts";
import type { Prover } from "../../circuits/prover.ts";
import type { Hex } from "../../codec/index.ts";
import { VerificationError } from "../../errors/index.ts";
import type { CommitParameters, RedactParameters, VerifyOpeningParameters } from "../commitment/commit.ts";
import { randomScalar } from "../primitives/random.ts";
import { BABY_JUBJUB_ORDER, assertMessage, assertSecret, decodeAffine, multiply } from "./curve.ts";
import { compressCommitment, decompressCommitment } from "./encoding.ts";
import { babyJubjubGenerator } from "./generator.ts";
import { commitmentKeyOf } from "./key.ts";
import { openingInputs, openingSignals } from "./statement.ts";

/** Where proofs are made; from createProver. */
export interface ProverParameter {
  readonly prover: Prover;
}

/**
 * Commits to a message: `h = r·H1 + m·H2` with fresh r, and the proof π of its opening (Groth16, 256 bytes). r is only needed for further
 * proofs of the same opening, and is secret. m is below 2^248.
 * @throws {InvalidInputError} for a malformed key, message or registry id.
 * @throws {MedLatticeError} as Prover.prove.
 */
export async function commit(parameters: CommitParameters & ProverParameter): Promise<{
  readonly commitment: Hex;
  readonly r: bigint;
  readonly proof: Hex;
}> {
  const { h1, m, registryId, random, prover } = parameters;
  const r = randomScalar(random, BABY_JUBJUB_ORDER);
  const hidden = multiply(decodeAffine(h1, "h1"), r);
  const h = hidden.add(multiply(babyJubjubGenerator(), assertMessage(m))).toAffine();
  const { proof } = await prover.prove(chameleonOpening, openingInputs({ h, h1, m, registryId }, { r }));
  return { commitment: compressCommitment(h), r, proof };
}

/**
 * Checks that π opens a commitment to m, for whoever registered it or for the holder of the trapdoor. Some 50 ms; needs no files.
 * @throws {VerificationError} `OPENING_INVALID`.
 * @throws {InvalidInputError} for malformed points, scalars or lengths.
 */
export function verifyOpening({ commitment, h1, m, registryId, proof }: VerifyOpeningParameters): void {
  const signals = openingSignals({ h: decompressCommitment(commitment), h1, m, registryId });
  if (!proofHolds(chameleonOpening, signals, proof)) {
    throw new VerificationError("OPENING_INVALID", "A commitment's proof does not hold for this content.", {
      hints: ["The content, its version, or the institution's key is not the one committed to."],
    });
  }
}

/**
 * Opens an existing commitment to new content with the trapdoor (S4, S5): a π for the same h. The trapdoor goes into the prover, which
 * must therefore run on the institution's own device.
 * @throws {InvalidInputError} for a malformed trapdoor, commitment or message.
 * @throws {MedLatticeError} as Prover.prove.
 */
export async function redact(parameters: RedactParameters & ProverParameter): Promise<Hex> {
  const { x, commitment, m, registryId, prover } = parameters;
  const h1 = commitmentKeyOf(assertSecret(x, "x"));
  const statement = { h: decompressCommitment(commitment), h1, m, registryId };
  const { proof } = await prover.prove(chameleonOpening, openingInputs(statement, { x }));
  return proof;
}

import { encodeAbiParameters, keccak256 } from "viem/utils";
import type { Hex } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { DOMAIN } from "../domains.ts";
import type { AffinePoint } from "./bn254.ts";

/** Everything it takes to verify that a commitment opens to a content. */
export interface CommitmentOpening {
  /** The institution's key that it was made with. */
  readonly h1: AffinePoint;
  /** SHA-256 of the sealed file, 32 bytes. */
  readonly digest: Hex;
  readonly fieldRoot: Hex;
  /** π, as its scheme writes it. */
  readonly proof: Hex;
}

const PARAMETERS = [
  { type: "string" },
  { type: "uint256" },
  { type: "uint256" },
  { type: "bytes32" },
  { type: "bytes32" },
  { type: "bytes32" },
] as const;

/**
 * `keccak256(abi.encode("medlattice/opening/v1", H1.x, H1.y, digest, fieldRoot, keccak256(π)))`: what a record's state keeps as
 * `commitmentProof`, so that nobody can challenge or correct a record by another opening than its own.
 * @throws {InvalidInputError} `OPENING_MALFORMED` when a field is out of range.
 */
export function openingHash({ h1, digest, fieldRoot, proof }: CommitmentOpening): Hex {
  try {
    return keccak256(
      encodeAbiParameters(PARAMETERS, [DOMAIN.opening, h1.x, h1.y, digest, fieldRoot, keccak256(proof)]),
    );
  } catch {
    throw new InvalidInputError("OPENING_MALFORMED", "An opening has a field out of range.");
  }
}

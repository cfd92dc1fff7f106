import { encodeAbiParameters, keccak256 } from "viem/utils";
import { DOMAIN } from "../domains.ts";
import { fromHex, type Hex } from "../../codec/index.ts";
import { type AffinePoint, assertBelowOrder, decodeAffine, modQ, toAffine } from "./bn254.ts";
import { commitmentGenerator } from "./generator.ts";
import type { OrStatement } from "./sigmaOr.ts";

const PARAMETERS = [
  { type: "string" },
  { type: "bytes32" },
  ...Array.from({ length: 9 }, () => ({ type: "uint256" }) as const),
] as const;

/** @internal */
export interface StatementParameters {
  readonly h: AffinePoint;
  readonly h1: AffinePoint;
  readonly m: bigint;
  readonly registryId: Hex;
}

/**
 * @internal MedLattice's statement: challenge `keccak256(abi.encode("medlattice/ch-or/v1", registryId, h, H1, m, A1, A2)) mod q`.
 */
export function commitmentStatement({ h, h1, m, registryId }: StatementParameters): OrStatement {
  fromHex(registryId, 32);
  assertBelowOrder(m, "m");
  return {
    h: decodeAffine(h, "commitment"),
    h1: decodeAffine(h1, "h1"),
    h2: commitmentGenerator(),
    m,
    challenge: (first, second) => {
      const a1 = toAffine(first);
      const a2 = toAffine(second);
      const words = [h.x, h.y, h1.x, h1.y, m, a1.x, a1.y, a2.x, a2.y];
      return modQ(
        BigInt(keccak256(encodeAbiParameters(PARAMETERS, [DOMAIN.commitmentProof, registryId, ...words]))),
      );
    },
  };
}

import { encodeAbiParameters } from "viem";
import { fromHex, type Hex, keccak256, toHex } from "../codec/index.ts";
import { rootOfMerkleProof } from "../crypto/merkle/index.ts";
import { type Correction } from "../record/index.ts";
import { hashOf } from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { ZERO32 } from "../keys/index.ts";

/** Of the log's tree, as `LabelTree` has it. */
export const LABEL_DEPTH = 32;
const LABEL = "medlattice/label/v1";

/** What a label says: a correction, and the record's state before and after it (`RecordCorrection`, event `RecordLabelled`). */
export interface Label {
  readonly correction: Correction;
  readonly hashBefore: Hex;
  readonly hashAfter: Hex;
}

/** `keccak256(abi.encode("medlattice/label/v1", recordId, version, kind, reason, hashBefore, hashAfter, hashStruct(Correction)))` */
export function labelLeaf({ correction, hashBefore, hashAfter }: Label): Hex {
  const { recordId, version, kind, reason } = correction;
  const types = ["string", "bytes32", "uint32", "uint8", "uint8", "bytes32", "bytes32", "bytes32"];
  const values = [
    LABEL,
    recordId,
    version,
    kind,
    reason,
    hashBefore,
    hashAfter,
    hashOf("Correction", correction),
  ];
  const encoded = encodeAbiParameters(
    types.map((type) => ({ type })),
    values,
  );
  return toHex(keccak256(fromHex(encoded)));
}

/** Root of the log after these labels, as `RecordCorrection.labelRoot`. */
export function labelRoot(leaves: readonly Hex[]): Hex {
  return leaves.length === 0
    ? (emptyRoots()[LABEL_DEPTH] ?? ZERO32)
    : rootOfMerkleProof({ leaf: leaves[0] ?? ZERO32, proof: labelPath(leaves, 0) });
}

/**
 * The siblings of a label, from its leaf up; `MerkleProof` takes them.
 * @throws InvalidInputError `LABEL_UNKNOWN`
 */
export function labelPath(leaves: readonly Hex[], index: number): readonly Hex[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new InvalidInputError("LABEL_UNKNOWN", "The log has no such label.", { facts: { index } });
  }
  const empty = emptyRoots();
  const path: Hex[] = [];
  let level: readonly Hex[] = leaves;
  for (let depth = 0, place = index; depth < LABEL_DEPTH; depth += 1, place >>= 1) {
    const nothing = empty[depth] ?? ZERO32;
    path.push(level[place ^ 1] ?? nothing);
    const below = level;
    level = Array.from({ length: Math.ceil(below.length / 2) }, (_, pair) =>
      hashPair(below[2 * pair] ?? nothing, below[2 * pair + 1] ?? nothing),
    );
  }
  return path;
}

function emptyRoots(): readonly Hex[] {
  const roots: Hex[] = [ZERO32];
  for (let depth = 0; depth < LABEL_DEPTH; depth += 1) {
    const below = roots[depth] ?? ZERO32;
    roots.push(hashPair(below, below));
  }
  return roots;
}

function hashPair(a: Hex, b: Hex): Hex {
  return rootOfMerkleProof({ leaf: a, proof: [b] });
}

import { encodeAbiParameters, keccak256 } from "viem/utils";
import { InvalidInputError } from "../../errors/index.ts";
import { DOMAIN } from "../domains.ts";
import type { Hex } from "../../codec/index.ts";

export interface CommitmentMessageParameters {
  readonly registryId: Hex;
  readonly chainId: bigint;
  readonly recordId: Hex;
  readonly version: number;
  /** SHA-256 of the sealed file, 32 bytes. */
  readonly digest: Hex;
  /** Root of the salted fields, 32 bytes. */
  readonly fieldRoot: Hex;
}

const PARAMETERS = [
  { type: "string" },
  { type: "bytes32" },
  { type: "uint256" },
  { type: "bytes32" },
  { type: "uint32" },
  { type: "bytes32" },
  { type: "bytes32" },
] as const;

/**
 * `m = uint256(keccak256(abi.encode("medlattice/commitment-message/v1", registryId, chainId, recordId, version, digest,
 * fieldRoot))) >> 8`: 248 bits, below q, so that no two messages are the same scalar; it binds the version, so an old opening
 * cannot be put back.
 * @throws {InvalidInputError} `COMMITMENT_MESSAGE_INVALID` when a field is out of range.
 */
export function commitmentMessage(parameters: CommitmentMessageParameters): bigint {
  const { registryId, chainId, recordId, version, digest, fieldRoot } = parameters;
  try {
    const encoded = encodeAbiParameters(PARAMETERS, [
      DOMAIN.commitmentMessage,
      registryId,
      chainId,
      recordId,
      version,
      digest,
      fieldRoot,
    ]);
    return BigInt(keccak256(encoded)) >> 8n;
  } catch {
    throw new InvalidInputError(
      "COMMITMENT_MESSAGE_INVALID",
      "A commitment's message has a field out of range.",
    );
  }
}

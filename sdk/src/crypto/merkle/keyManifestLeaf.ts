import { encodeAbiParameters, keccak256 } from "viem/utils";
import { InvalidInputError } from "../../errors/index.ts";
import type { Hex } from "../primitives/bytes.ts";

export interface KeyManifestLeafParameters {
  /** `receive`, `sealing`, `category`, … */
  readonly kind: string;
  readonly label: string;
  readonly value: Hex;
  /** 32 random bytes, so that a leaf shown as a sibling's hash cannot be guessed. */
  readonly salt: Hex;
}

const PARAMETERS = [{ type: "string" }, { type: "string" }, { type: "bytes" }, { type: "bytes32" }] as const;

/**
 * `keccak256(keccak256(abi.encode(kind, label, value, salt)))`, types `(string, string, bytes, bytes32)`; hashed twice so that no leaf
 * can be an inner node.
 * @throws {InvalidInputError} `KEY_MANIFEST_LEAF_INVALID` for a malformed value or salt.
 */
export function keyManifestLeaf({ kind, label, value, salt }: KeyManifestLeafParameters): Hex {
  if (!/^0x(?:[0-9a-fA-F]{2})*$/.test(value) || !/^0x[0-9a-fA-F]{64}$/.test(salt)) {
    throw new InvalidInputError(
      "KEY_MANIFEST_LEAF_INVALID",
      "A key manifest's leaf has a malformed value or salt.",
    );
  }
  return keccak256(keccak256(encodeAbiParameters(PARAMETERS, [kind, label, value, salt])));
}

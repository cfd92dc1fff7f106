import { encodeAbiParameters, keccak256 } from "viem/utils";
import { fromHex, type Hex } from "../../codec/index.ts";

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
 * @throws {InvalidInputError} `HEX_INVALID`, `HEX_LENGTH`.
 */
export function keyManifestLeaf({ kind, label, value, salt }: KeyManifestLeafParameters): Hex {
  fromHex(value);
  fromHex(salt, 32);
  return keccak256(keccak256(encodeAbiParameters(PARAMETERS, [kind, label, value, salt])));
}

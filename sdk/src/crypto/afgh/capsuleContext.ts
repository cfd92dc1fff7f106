import { encodeAbiParameters } from "viem/utils";
import { InvalidInputError } from "../../errors/index.ts";
import { DOMAIN } from "../domains.ts";
import { fromHex } from "../../codec/index.ts";
import type { CapsuleContext } from "./capsule.ts";

const PARAMETERS = [
  { type: "string" },
  { type: "uint256" },
  { type: "bytes32" },
  { type: "bytes32" },
  { type: "uint32" },
  { type: "uint8" },
  { type: "bytes32" },
] as const;

/**
 * `abi.encode("medlattice/capsule/v1", chainId, registryId, recordId, version, kind, sender)`.
 * @throws {InvalidInputError} `CAPSULE_CONTEXT_INVALID` when a field is out of range.
 */
export function capsuleContext(context: CapsuleContext): Uint8Array {
  const { chainId, registryId, recordId, version, kind, sender } = context;
  try {
    const encoded = encodeAbiParameters(PARAMETERS, [
      DOMAIN.capsule,
      chainId,
      registryId,
      recordId,
      version,
      kind,
      sender,
    ]);
    if (kind !== 1 && kind !== 2 && kind !== 3) throw contextError();
    return fromHex(encoded);
  } catch {
    throw contextError();
  }
}

function contextError(): InvalidInputError {
  return new InvalidInputError("CAPSULE_CONTEXT_INVALID", "A capsule's context has a field out of range.");
}

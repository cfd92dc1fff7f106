import { encodeAbiParameters } from "viem/utils";
import { fromHex, type Hex } from "../../codec/index.ts";
import {
  type NullifierKey,
  type NullifierKeyShare,
  blindNullifier,
  canonicalRealId,
  dealNullifierKey,
  evaluateNullifier,
  finalizeNullifier,
} from "../index.ts";
import { anId } from "./fixtures.ts";

export const REGISTRY = anId();
export const aPlace = () => ({ chainId: 7100n, registryId: REGISTRY });
export const anIdentity = (value = "1980-0101-1234") =>
  canonicalRealId({ system: "urn:oid:2.16.156.10011", value });
export const aKey = () => dealNullifierKey({ threshold: 2, indices: [1, 2, 3] });

/** What one issuer and some authorities do together. */
export function nullifierOf(key: NullifierKey, shares: readonly NullifierKeyShare[], realId: string): Hex {
  const asked = blindNullifier({ realId, ...aPlace() });
  const evaluations = shares.map((share) => evaluateNullifier({ key, blinded: asked.blinded, ...share }));
  return finalizeNullifier({ key, evaluations, ...asked });
}

export const inputOf = (realId: string) =>
  fromHex(
    encodeAbiParameters(
      ["string", "uint256", "bytes32", "string"].map((type) => ({ type })),
      ["medlattice/nullifier/v1", 7100n, REGISTRY, realId],
    ),
  );

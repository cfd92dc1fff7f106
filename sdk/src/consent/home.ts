import { encodeAbiParameters } from "viem";
import { fromHex, keccak256, toHex, type Hex } from "../codec/index.ts";

/** A chain and its consent registry: where a grant may be at home. */
export interface ConsentHome {
  readonly chainId: number;
  readonly consentRegistry: Hex;
}

/**
 * The one home of a grant (DESIGN rule 13): the record's private chain when the grantee belongs to the record's organisation, else
 * the consortium. A grant over records of several organisations is at home on the consortium.
 */
export function chooseHome(options: {
  readonly granteeOrganization: Hex;
  /** Organisations whose records the scope covers. */
  readonly recordOrganizations: readonly Hex[];
  /** The private chain of the record's organisation. */
  readonly privateChain: ConsentHome;
  readonly consortium: ConsentHome;
}): ConsentHome {
  const { granteeOrganization, recordOrganizations, privateChain, consortium } = options;
  const isInside =
    recordOrganizations.length > 0 && recordOrganizations.every((id) => id === granteeOrganization);
  return isInside ? privateChain : consortium;
}

/** Grantee of kind 3: `keccak256(abi.encode(orgId, role))`. */
export function roleGrantee(orgId: Hex, role: number): Hex {
  return toHex(
    keccak256(fromHex(encodeAbiParameters([{ type: "bytes32" }, { type: "uint8" }], [orgId, role]))),
  );
}

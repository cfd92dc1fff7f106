import { InvalidInputError, PermissionError } from "@medlattice/sdk/errors";
import { type Address, type Hex, decodeFunctionData } from "viem";
import { contractAt } from "../chains/contractAt.ts";
import { CONTRACT_ABIS } from "../chains/openChain.ts";
import type { ChainConfig, ContractName } from "../config/oracleConfig.ts";

/**
 * What is relayed: the calls that carry their person's signature (rule 21). Nothing that counts because of who sends it,
 * such as a receipt batch of this very oracle.
 */
const RELAYED: Readonly<Record<ContractName, readonly string[]>> = {
  organizationRegistry: [],
  identityRegistry: [
    "enroll",
    "renew",
    "changeController",
    "changeKeyManifest",
    "changeStatus",
    "startRecovery",
    "cancelRecovery",
    "completeRecovery",
    "invalidateNonces",
  ],
  recordRegistry: [
    "propose",
    "confirm",
    "confirmByMandate",
    "dispute",
    "updateManifest",
    "register",
    "registerBatch",
    "invalidateNonces",
  ],
  consentRegistry: ["registerGrant", "revoke", "deny", "revokeMandate", "requestAccess", "invalidateNonces"],
  usageLedger: ["open", "invalidateNonces"],
  // A challenge carries no signature: whoever holds an opening may have the chain look at it.
  recordCorrection: ["correct", "challenge"],
  summaryInbox: [],
};

/**
 * What is relayed without a login: for people who are not enrolled yet, whose wallet is not a controller yet, or who
 * are suspended and may still take rights away. The contract checks their signature before anything is sent.
 */
const WITHOUT_LOGIN: ReadonlySet<string> = new Set([
  "enroll",
  "completeRecovery",
  "cancelRecovery",
  "revoke",
  "deny",
  "revokeMandate",
  "invalidateNonces",
]);

export interface RelayedCall {
  readonly contract: ContractName;
  readonly functionName: string;
  readonly needsLogin: boolean;
}

/**
 * Decides whether a call may be relayed.
 * @throws PermissionError RELAY_NOT_ALLOWED
 * @throws InvalidInputError CALL_MALFORMED
 */
export function requireAllowedCall(chain: ChainConfig, to: Address, data: Hex): RelayedCall {
  const contract = contractAt(chain, to);
  if (contract === undefined) throw notAllowed("contract");
  const functionName = nameOf(contract, data);
  if (!RELAYED[contract].includes(functionName)) throw notAllowed("function");
  return { contract, functionName, needsLogin: !WITHOUT_LOGIN.has(functionName) };
}

function nameOf(contract: ContractName, data: Hex): string {
  try {
    return decodeFunctionData({ abi: CONTRACT_ABIS[contract], data }).functionName;
  } catch (cause) {
    throw new InvalidInputError(
      "CALL_MALFORMED",
      "The call data does not fit any function of the contract.",
      {
        cause,
      },
    );
  }
}

function notAllowed(member: string): PermissionError {
  return new PermissionError("RELAY_NOT_ALLOWED", "This oracle does not relay that call.", {
    facts: { member },
    hints: ["Only calls that carry their person's signature are relayed."],
  });
}

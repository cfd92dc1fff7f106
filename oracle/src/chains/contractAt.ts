import { type Address, isAddressEqual } from "viem";
import type { ChainConfig, ContractName } from "../config/oracleConfig.ts";

const CONTRACT_NAMES: readonly ContractName[] = [
  "organizationRegistry",
  "identityRegistry",
  "recordRegistry",
  "consentRegistry",
  "usageLedger",
  "recordCorrection",
  "summaryInbox",
];

/** Which of our contracts stands at an address; undefined when none does. */
export function contractAt(
  { contracts }: Pick<ChainConfig, "contracts">,
  address: Address,
): ContractName | undefined {
  return CONTRACT_NAMES.find((name) => {
    const own = contracts[name];
    return own !== undefined && isAddressEqual(own, address);
  });
}

import { fileURLToPath } from "node:url";

/** What is deployed on every chain, in the order of deployment. */
export const CONTRACT_NAMES = [
  "OrganizationRegistry",
  "IdentityRegistry",
  "ConsentRegistry",
  "RecordRegistry",
  "UsageLedger",
] as const;

/** Name of a deployed contract. */
export type ContractName = (typeof CONTRACT_NAMES)[number];

/** The `contracts/` folder of this checkout, with a slash at its end. */
export const CONTRACTS_FOLDER = fileURLToPath(new URL("../", import.meta.url));

/** A record with one value for every contract. */
export function forEachContract<T>(make: (name: ContractName) => T): Readonly<Record<ContractName, T>> {
  const entries: readonly (readonly unknown[])[] = CONTRACT_NAMES.map((name) => [name, make(name)]);
  const record: Record<ContractName, T> = Object.fromEntries(entries);
  return record;
}

import { hashStruct as viemHashStruct, hashTypedData } from "viem";
import type { Hex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import type { Domain } from "./domains.ts";
import { contractsOf, typesOf, type MessageOf, type StructField, type StructName } from "./structs.ts";

/** A message with all that a wallet needs to show and sign it (`eth_signTypedData_v4`). */
export interface Typed<Name extends StructName = StructName> {
  readonly domain: Domain;
  readonly types: Record<string, readonly StructField[]>;
  readonly primaryType: Name;
  readonly message: MessageOf<Name>;
}

/**
 * Puts a message together with its types and domain.
 * @throws InvalidInputError EIP712_WRONG_DOMAIN when the struct is not signed in this contract's domain.
 */
export function typed<Name extends StructName>(
  primaryType: Name,
  domain: Domain,
  message: MessageOf<Name>,
): Typed<Name> {
  const expected = primaryType === "KeyDerivation" ? ["Keys"] : contractsOf(primaryType);
  if (!expected.some((contract) => domain.name === `MedLattice ${contract}`)) {
    throw new InvalidInputError(
      "EIP712_WRONG_DOMAIN",
      `${primaryType} is not signed in the domain ${domain.name}.`,
      {
        facts: { struct: primaryType, domain: domain.name },
      },
    );
  }
  return { domain, types: typesOf(primaryType), primaryType, message };
}

/** keccak256("\x19\x01" ‖ domainSeparator ‖ hashStruct(message)) (EIP-712): what is signed. */
export function digestOf<Name extends StructName>(data: Typed<Name>): Hex {
  const primaryType: string = data.primaryType;
  return hashTypedData({
    domain: { ...data.domain },
    types: data.types,
    primaryType,
    message: { ...data.message },
  });
}

/** hashStruct of a message, without a domain (EIP-712). */
export function hashOf<Name extends StructName>(primaryType: Name, message: MessageOf<Name>): Hex {
  return viemHashStruct({ data: { ...message }, primaryType, types: typesOf(primaryType) });
}

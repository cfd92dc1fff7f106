import type { disclosureBody } from "@medlattice/sdk/client";
import { contractDomain } from "@medlattice/sdk/eip712";
import { type Hex, concatHex, domainSeparator, encodeAbiParameters, keccak256, stringToHex } from "viem";
import type { z } from "zod";

export type Disclosure = z.infer<typeof disclosureBody>;

const TERMS =
  "Terms(bytes32 grantee,uint8 granteeKind,uint8 scopeKind,bytes32 scope,uint8 actions,bytes32 granteeKey,bytes32 requestId,bytes32[] denyTags,Statement statement,bytes32 salt)";
const STATEMENT = "Statement(string summary,string purpose,bytes32 salt)";
const GRANT =
  "Grant(bytes32 grantor,address signer,uint40 notBefore,uint40 notAfter,uint32 maxUses,Terms terms)";

/**
 * EIP-712 digest of a grant of which only the statement's hash is known: no wallet library hashes such a struct, so it is encoded here
 * (EIP-712, `encodeData`; a test compares it with the digest of whole grants).
 */
export function grantIdOfDisclosure(
  home: { readonly chainId: number; readonly consentRegistry: Hex },
  { header, terms }: Disclosure,
): Hex {
  const termsHash = hashOf(`${TERMS}${STATEMENT}`, [
    ["bytes32", terms.grantee],
    ["uint8", terms.granteeKind],
    ["uint8", terms.scopeKind],
    ["bytes32", terms.scope],
    ["uint8", terms.actions],
    ["bytes32", terms.granteeKey],
    ["bytes32", terms.requestId],
    ["bytes32", keccak256(concatHex(terms.denyTags))],
    ["bytes32", terms.statementHash],
    ["bytes32", terms.salt],
  ]);
  const grantHash = hashOf(`${GRANT}${STATEMENT}${TERMS}`, [
    ["bytes32", header.grantor],
    ["address", header.signer],
    ["uint40", header.notBefore],
    ["uint40", header.notAfter],
    ["uint32", header.maxUses],
    ["bytes32", termsHash],
  ]);
  const { chainId, consentRegistry: address } = home;
  const domain = contractDomain({ contract: "ConsentRegistry", chainId, address });
  return keccak256(concatHex(["0x1901", domainSeparator({ domain }), grantHash]));
}

function hashOf(type: string, members: readonly (readonly [string, unknown])[]): Hex {
  const types = [{ type: "bytes32" }, ...members.map(([name]) => ({ type: name }))];
  return keccak256(
    encodeAbiParameters(types, [keccak256(stringToHex(type)), ...members.map(([, value]) => value)]),
  );
}

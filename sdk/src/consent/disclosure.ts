import type { Hex } from "../codec/index.ts";
import { statementHash } from "../eip712/index.ts";
import type { Grant } from "./grant-schema.ts";

/** `IConsentRegistry.GrantHeader`: the part of a grant that the chain may know. */
export interface GrantHeader {
  readonly grantor: Hex;
  readonly signer: Hex;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly maxUses: number;
}

/** `IConsentRegistry.Disclosure`: what a caller presents to make a grant count; the statement only as its hash. */
export interface Disclosure {
  readonly header: GrantHeader;
  readonly terms: {
    readonly grantee: Hex;
    readonly granteeKind: number;
    readonly scopeKind: number;
    readonly scope: Hex;
    readonly actions: number;
    readonly granteeKey: Hex;
    readonly requestId: Hex;
    readonly denyTags: readonly Hex[];
    readonly statementHash: Hex;
    readonly salt: Hex;
  };
}

/** What registering, opening and `isPermitted` take, made from the signed grant. */
export function discloseGrant(grant: Grant): Disclosure {
  const { terms, ...header } = grant;
  const { statement, ...rest } = terms;
  return { header, terms: { ...rest, statementHash: statementHash(statement) } };
}

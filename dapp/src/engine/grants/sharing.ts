import { ACTION, type Language, summarize } from "@medlattice/sdk/consent";
import type { Hex } from "@medlattice/sdk/codec";
import { SCOPE } from "@medlattice/sdk/keys";
import type { FoundGrantee, GiveGrantOptions, SharedScope } from "@medlattice/sdk/person";

/** Somebody in the directory, for a page. */
export interface Reader {
  readonly chainId: number;
  readonly personId: Hex;
  /** With the organisation: "Dr. Wu Jian, Cloud Clinic". */
  readonly name: string;
  readonly specialty: string | null;
  readonly isNameVerified: boolean;
  /** Chains of the institutions whose records can be shared with them under this pseudonym. */
  readonly places: readonly number[];
}

/** What the person has chosen in the steps of sharing. */
export interface Sharing {
  readonly reader: Pick<Reader, "chainId" | "personId">;
  /** One grant for each. */
  readonly scopes: readonly SharedScope[];
  readonly purpose: string;
  /** Unix seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** 0: as often as needed. */
  readonly maxUses: number;
  readonly language: Language;
  readonly timeZone: string;
}

/** A sharing as the SDK takes it, one after the other. */
export function grantsOf(sharing: Sharing, grantee: FoundGrantee): readonly GiveGrantOptions[] {
  const { scopes, purpose, notBefore, notAfter, maxUses, language, timeZone } = sharing;
  return scopes.map((scope) => ({
    scope,
    grantee,
    actions: ["read"],
    notBefore,
    notAfter,
    maxUses,
    purpose,
    language,
    timeZone,
  }));
}

/** Word for word what the wallet shows: made by the same function from the same numbers. */
export function wordsOf(sharing: Sharing, granteeName: string): readonly string[] {
  const { scopes, notBefore, notAfter, maxUses, language, timeZone } = sharing;
  return scopes.map(({ kind, title }) =>
    summarize(
      { notBefore, notAfter, maxUses, actions: ACTION.read, scopeKind: SCOPE[kind] },
      { grantee: granteeName, scope: title, timeZone },
      language,
    ),
  );
}

import { consentCalls } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { signDenial } from "../consent/index.ts";
import { categoryTag, type DeniedPair, SCOPE, tagKey, ZERO32 } from "../keys/index.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";
import { homeAt } from "./places.ts";

/** How long the signed denial may wait for a relayer. */
const DENIAL_WINDOW_SECONDS = 300;

/** What is denied, in words that hold on every chain. */
export type DeniedScope =
  | { readonly kind: "record"; readonly recordId: Hex }
  | { readonly kind: "category"; readonly category: string }
  | { readonly kind: "everything" };

export interface DenyOptions {
  readonly chainId: number;
  /** From `SUBJECT`: a person by the pseudonym that grants name, an organisation, or anyone (zero). */
  readonly subject: Pick<DeniedPair, "subjectKind" | "subject">;
  /** One to eight. */
  readonly scopes: readonly DeniedScope[];
  /** False lifts a denial given before. */
  readonly denied: boolean;
}

/**
 * Denies, or lifts a denial, on one chain. A denial wins over every grant that carries its tag, given before or after (rule 13); nobody
 * can tell from the chain whom or what it is about. On a record's private chain it also stops the grants of that record that are at
 * home on the consortium, since proxies ask both.
 *
 * @throws InvalidInputError `DENIAL_INVALID` for none or more than eight scopes
 */
export async function denyAccess(
  person: Person,
  { chainId, subject, scopes, denied }: DenyOptions,
): Promise<{ readonly blockNumber: number }> {
  const home = homeAt(person.network, chainId);
  const { personId, signer } = person.pseudonymOn(chainId);
  const key = tagKey(person.master, chainId);
  const { message, signature } = await signDenial(
    { home, personId, signer },
    {
      tagKey: key,
      pairs: scopes.map((scope) => ({ ...subject, ...scopeOf(scope, key) })),
      denied,
      deadline: Math.floor(Date.now() / 1000) + DENIAL_WINDOW_SECONDS,
    },
  );
  const oracle = await homeOracle(person, chainId);
  const call = consentCalls.deny(home.consentRegistry, message, signature);
  const { blockNumber } = await oracle.relay({ chainId, ...call });
  return { blockNumber };
}

function scopeOf(scope: DeniedScope, key: Uint8Array): Pick<DeniedPair, "scopeKind" | "scope"> {
  if (scope.kind === "record") return { scopeKind: SCOPE.record, scope: scope.recordId };
  if (scope.kind === "everything") return { scopeKind: SCOPE.everything, scope: ZERO32 };
  return { scopeKind: SCOPE.category, scope: categoryTag(key, scope.category) };
}

import { storeJson, type StoredJson } from "../codec/index.ts";
import { sealDocument } from "../envelope/index.ts";
import { grantPackageSchema, type GrantPackage, type SealedDeal } from "./deal-schema.ts";
import type { GrantDealInput, MadeDeals, MadeGrantDeals } from "./make-deals.ts";

/** What the grantee presents when opening, and checks the proxies with. */
export function packageDocument(
  input: GrantDealInput,
  made: Omit<MadeDeals, "deals">,
): StoredJson<GrantPackage> {
  const { grantId, home, grantor, granteeY, threshold, coverage, signedGrant, keysBefore = [] } = input;
  const { grant } = signedGrant;
  return storeJson(grantPackageSchema, {
    format: "medlattice/grant-package/v2",
    grantId,
    home: { ...home },
    grantor,
    granteeY,
    threshold,
    coverage,
    grant: {
      ...grant,
      terms: { ...grant.terms, denyTags: [...grant.terms.denyTags], statement: { ...grant.terms.statement } },
    },
    grantSignature: signedGrant.signature,
    keys: [...made.keys, ...keysBefore].map((key) => ({ ...key, commitments: [...key.commitments] })),
    proxies: [...made.proxies],
  });
}

/** Seals the package of a grant: to the grantee, and to the grantor, who keeps a copy. */
export async function packageForGrantee(
  { grantPackage: { stored, outside } }: Pick<MadeGrantDeals, "grantPackage">,
  recipient: string,
): Promise<SealedDeal> {
  return { ...outside, sealed: await sealDocument(stored, [recipient]) };
}

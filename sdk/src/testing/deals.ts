import type { StoredJson } from "../codec/index.ts";
import { dealLeaf, signDeals, type DealsOf } from "../consent/deal-tree.ts";
import { linkLeaf } from "../consent/person-link.ts";
import type { Deal, GrantPackage, PersonLink, PersonLinkProof, SealedDeal } from "../consent/index.ts";
import type { Signer } from "../eip712/index.ts";
import { sealDocument } from "../envelope/index.ts";

/** Another deal or package in place of one, signed as if it were right: what a malicious patient could send. */
export async function signedAgain(
  original: SealedDeal,
  {
    stored,
    signer,
    recipient,
  }: {
    readonly stored: StoredJson<Deal | GrantPackage>;
    readonly signer: Signer;
    readonly recipient: string;
  },
): Promise<SealedDeal> {
  const { value, hash } = stored;
  const link = "link" in value ? value.link : null;
  const leaves = [
    dealLeaf("link" in value ? "deal" : "package", [hash]),
    ...(link === null ? [] : [linkLeaf(link, value.grantId)]),
  ];
  const { paths, ...signed } = await signDeals(value, leaves, signer);
  return {
    ...original,
    ...signed,
    dealHash: hash,
    path: [...(paths[0] ?? [])],
    linkPath: link === null ? null : [...(paths[1] ?? [])],
    sealed: await sealDocument(stored, [recipient]),
  };
}

/** The home's word for a link, signed for nothing else. */
export async function provenLink(link: PersonLink, of: DealsOf, signer: Signer): Promise<PersonLinkProof> {
  const { paths, ...signed } = await signDeals(of, [linkLeaf(link, of.grantId)], signer);
  return { ...link, home: { ...link.home, ...signed, path: [...(paths[0] ?? [])] } };
}

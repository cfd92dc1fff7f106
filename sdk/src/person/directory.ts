import type { Listing, ListingInput } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";

/** More than this on one name means that the name should be longer. */
const FOUND_LIMIT = 50;

/** A doctor wants to be found by patients of a chain under a name; keys must be published there first. */
export async function listInDirectory(
  person: Person,
  chainId: number,
  listing: ListingInput,
): Promise<Listing> {
  const oracle = await homeOracle(person, chainId);
  return await oracle.directory.list(listing);
}

/** Takes the doctor's listing down again. */
export async function leaveDirectory(person: Person, chainId: number): Promise<void> {
  const oracle = await homeOracle(person, chainId);
  await oracle.directory.unlist();
}

/**
 * Doctors of a chain who want to be found, by words of name or specialty. What a directory says is a claim until `findGrantees` or
 * `publishedKeysOf` has checked it.
 */
export async function searchDirectory(
  person: Person,
  chainId: number,
  search: { readonly words?: string; readonly organization?: Hex } = {},
): Promise<readonly Listing[]> {
  const oracle = await homeOracle(person, chainId);
  const { words, organization } = search;
  const { items } = await oracle.directory.search({
    limit: FOUND_LIMIT,
    ...(words === undefined ? {} : { q: words }),
    ...(organization === undefined ? {} : { organization }),
  });
  return items;
}

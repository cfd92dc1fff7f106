import type { DatabaseSync } from "node:sqlite";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { openingHashOf } from "@medlattice/sdk/manifest";
import type { Hex } from "viem";
import { hex } from "../database/columns.ts";

/** `IOrganizationKeys.KeyKind.ChameleonH1`. */
const CHAMELEON = 2;

/** The key that an opening was made with: of those that the institution has published, the one that gives the hash in the state. */
export type OpeningOf = (
  institution: Hex,
  content: { readonly digest: Hex; readonly fieldRoot: Hex },
  proof: Hex,
  openingHash: Hex,
) => { readonly h1: Hex; readonly proof: Hex } | undefined;

export function openings(database: DatabaseSync): OpeningOf {
  const select = database.prepare(
    "SELECT DISTINCT value FROM organization_keys WHERE org_id = ? AND kind = ?",
  );
  return (institution, content, proof, openingHash) => {
    for (const row of select.all(institution, CHAMELEON)) {
      const opening = { h1: hex(row["value"]), proof };
      if (isOf(openingHash, content, opening)) return opening;
    }
    return undefined;
  };
}

/** A key that an institution published and that is none gives no hash at all. */
function isOf(
  expected: Hex,
  content: { readonly digest: Hex; readonly fieldRoot: Hex },
  opening: { readonly h1: Hex; readonly proof: Hex },
): boolean {
  try {
    return openingHashOf(content, opening) === expected;
  } catch (error) {
    if (error instanceof MedLatticeError) return false;
    throw error;
  }
}

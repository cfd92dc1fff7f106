import { digestOf } from "@medlattice/sdk/eip712";
import { VerificationError } from "@medlattice/sdk/errors";
import { EMPTY_SECTIONS, headAfter, sectionHashOf } from "@medlattice/sdk/summary";
import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { transaction } from "../database/transaction.ts";
import { recoverSigner } from "../keys/checkAccountSignature.ts";
import { type OwnView, checkSection } from "./checkSection.ts";
import { type InboxAt, type SectionBody, typedSection } from "./messages.ts";
import type { PostedBatches, PostedHead } from "./postedBatches.ts";
import type { SectionTable } from "./sectionTable.ts";

export interface AdoptOptions {
  readonly chainId: number;
  readonly at: InboxAt;
  readonly orgId: Hex;
  readonly database: DatabaseSync;
  readonly collector: OwnView;
  readonly posted: Pick<PostedBatches, "hashesOf">;
  readonly sections: SectionTable;
  /** An authority's copy of a section that was posted. */
  readonly fetch: (sectionHash: Hex) => Promise<SectionBody>;
  readonly nowSeconds: () => number;
}

/**
 * Takes sections of the own chain that were posted, and that this data folder has lost, over from an authority. It is believed for nothing:
 * the section is the one that the inbox holds, which took it with this organisation's signature only, and its items are those of the own
 * chain, one by one. Only whom each is about nobody can check but the patient: pseudonyms are covered by the section's hash.
 *
 * @returns how many were taken over
 * @throws UnavailableError `SUMMARY_NODE_BEHIND` until the own chain is read as far; VerificationError `SUMMARY_SECTION_FOREIGN`, or the
 *   first difference (`checkSection`)
 */
export async function adoptSections(options: AdoptOptions): Promise<number> {
  const { chainId, sections, posted, collector } = options;
  let head: PostedHead = { ...EMPTY_SECTIONS, items: 0 };
  let adopted = 0;
  for (const sectionHash of posted.hashesOf(chainId)) {
    const kept = sections.find(sectionHash);
    const { section, items } = kept ?? (await adopt(options, sectionHash, head));
    if (kept === undefined) adopted += 1;
    head = { ...headAfter(section), items: head.items + items.length };
  }
  return adopted;

  async function adopt({ at, orgId, nowSeconds }: AdoptOptions, sectionHash: Hex, before: PostedHead) {
    const { section, items, signature } = await options.fetch(sectionHash);
    if (sectionHashOf(section) !== sectionHash || section.institution !== orgId) throw foreign(chainId);
    checkSection({ section, items }, before, collector);
    const signer = await recoverSigner(digestOf(typedSection(at, section)), signature);
    if (signer === null) throw foreign(chainId);
    transaction(options.database, () => {
      // One that was formed in its place was never posted, and never will be.
      for (const other of sections.hashesFrom(chainId, section.firstSlip)) {
        if (sections.find(other)?.section.firstSlip === section.firstSlip) sections.drop(other);
      }
      const created = nowSeconds();
      sections.put({ section, items, firstItem: before.items, signature, signer, created, strangers: 0 });
    });
    return { section, items };
  }
}

function foreign(chainId: number): VerificationError {
  return new VerificationError(
    "SUMMARY_SECTION_FOREIGN",
    "The authority's copy is not the section that was posted.",
    {
      facts: { chainId },
      hints: ["Operator: another authority, or a copy of the data folder, may have it."],
    },
  );
}

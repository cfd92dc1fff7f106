import { requireSignature } from "@medlattice/sdk/eip712";
import { InvalidInputError, PermissionError, UnavailableError } from "@medlattice/sdk/errors";
import { type NetworkDescription, organizationById } from "@medlattice/sdk/network";
import { sectionHashOf } from "@medlattice/sdk/summary";
import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import type { OracleChain } from "../chains/openChain.ts";
import { checkAccountSignature } from "../keys/checkAccountSignature.ts";
import type { OracleChains } from "../chains/openChains.ts";
import { transaction } from "../database/transaction.ts";
import type { Store } from "../store/createStore.ts";
import { unknownChain } from "../relay/createRelay.ts";
import type { Allotments } from "./allotments.ts";
import { checkSection } from "./checkSection.ts";
import type { Collector } from "./collectItems.ts";
import { cidOfData } from "./dataFile.ts";
import {
  type FileBody,
  type InboxAt,
  type KeptBody,
  type OfferBody,
  type OfferReply,
  type SectionBody,
  type SectionReply,
  typedSection,
} from "./messages.ts";
import type { PostedBatches } from "./postedBatches.ts";
import { requireOwnNode } from "./requireOwnNode.ts";
import type { SectionTable } from "./sectionTable.ts";

/** Where institutions hand their sections to an authority, which vouches for what its own node of their chains shows (rule 17). */
export interface Intake {
  /** @throws PermissionError SUMMARY_CHAIN_NOT_YOURS; InvalidInputError CHAIN_NOT_FOUND */
  offer(institution: Hex, offer: OfferBody): Promise<OfferReply>;
  /**
   * @throws PermissionError SUMMARY_CHAIN_NOT_YOURS, SUMMARY_NOT_ALLOTTED; VerificationError with the first difference (`checkSection`),
   *   SIGNATURE_INVALID; UnavailableError SUMMARY_NOT_NEXT, SUMMARY_NODE_BEHIND, SUMMARY_NODES_DISAGREE
   */
  accept(institution: Hex, body: SectionBody): Promise<SectionReply>;
  /**
   * Gives an institution its own section back, should it have lost it.
   * @throws PermissionError SUMMARY_CHAIN_NOT_YOURS; InvalidInputError CHAIN_NOT_FOUND, SUMMARY_SECTION_UNKNOWN
   */
  kept(institution: Hex, body: KeptBody): SectionBody;
  /**
   * Gives the file of a batch that this authority has formed to whoever reads the consortium chain, without looking at that chain itself:
   * who asks may be who has to be waited for.
   * @throws InvalidInputError SUMMARY_BATCH_NOT_FOUND, OBJECT_NOT_FOUND
   */
  file(body: FileBody): Promise<AsyncIterable<Uint8Array>>;
}

export interface IntakeOptions {
  readonly at: InboxAt;
  readonly network: NetworkDescription;
  readonly chains: OracleChains;
  readonly database: DatabaseSync;
  readonly collector: Collector;
  readonly posted: PostedBatches;
  readonly sections: SectionTable;
  readonly allotments: Allotments;
  /** Account of an organisation's oracle on the consortium chain. */
  readonly oracleOf: (organization: Hex) => Hex | undefined;
  readonly store: Pick<Store, "read" | "table">;
  readonly nowSeconds: () => number;
}

export function createIntake(options: IntakeOptions): Intake {
  const { at, database, collector, posted, sections, allotments, oracleOf } = options;

  function chainOf(institution: Hex, chainId: number): OracleChain {
    if (organizationById(options.network, institution).privateChainId !== chainId) throw notYours();
    const chain = options.chains.get(chainId);
    if (chain === undefined) throw unknownChain(chainId);
    return chain;
  }

  /** The section that follows what is posted and waits here; one that was signed with a former key counts for none. */
  function waitingOf(institution: Hex, chainId: number, firstSlip: number): Hex | null {
    for (const sectionHash of sections.hashesFrom(chainId, firstSlip)) {
      const kept = sections.find(sectionHash);
      if (kept !== undefined && kept.signer === oracleOf(institution)) return sectionHash;
    }
    return null;
  }

  return {
    async offer(organization, { chainId, firstSlip, slips, isFormed }) {
      chainOf(organization, chainId);
      await posted.sync();
      const { nextSlip } = posted.head(chainId);
      const waiting = waitingOf(organization, chainId, nextSlip);
      if (waiting !== null || firstSlip !== nextSlip) return { take: 0, firstSlip: nextSlip, waiting };
      const take = allotments.offer({ organization, chainId, firstSlip, slips, isFormed });
      return { take, firstSlip: nextSlip, waiting };
    },
    async accept(institution, { section, signature, items }) {
      if (section.institution !== institution) throw notYours();
      const { chainId, firstSlip, slipCount } = section;
      const chain = chainOf(institution, chainId);
      const sectionHash = sectionHashOf(section);
      await posted.sync();
      if (posted.sequenceOf(chainId, sectionHash) !== undefined) return { status: "posted" };
      const head = posted.head(chainId);
      if (section.previous !== head.sectionHash) throw notNext(chainId);
      const signer = oracleOf(institution);
      if (signer === undefined) throw notYours();
      const known = sections.find(sectionHash);
      if (known?.signer === signer) return { status: "accepted" };
      if (allotments.of(institution, chainId, firstSlip) < slipCount) throw notAllotted();
      await requireSignature({
        data: typedSection(at, section),
        signer,
        signature,
        check: checkAccountSignature,
      });
      collector.collect(chain.config);
      checkSection({ section, items }, head, collector);
      await requireOwnNode(chain, database, section);
      transaction(database, () => {
        // Another one in its place was never posted and, if it is in no batch, never will be.
        for (const other of sections.hashesFrom(chainId, firstSlip)) {
          if (other !== sectionHash) sections.drop(other);
        }
        const created = options.nowSeconds();
        sections.put({ section, items, firstItem: head.items, signature, signer, created, strangers: 0 });
        sections.setSignature(sectionHash, signature, signer);
      });
      return { status: "accepted" };
    },
    kept(institution, { chainId, sectionHash }) {
      chainOf(institution, chainId);
      const found = sections.find(sectionHash);
      if (found?.section.institution !== institution || found.section.chainId !== chainId) throw unknown();
      return { section: found.section, signature: found.signature, items: [...found.items] };
    },
    async file({ batchHash, dataDigest }) {
      const cid = cidOfData(dataDigest);
      const records = options.store.table.recordsOf(cid);
      if (!records.some(({ chainId, recordId }) => chainId === at.chainId && recordId === batchHash))
        throw noFile();
      return options.store.read(cid);
    },
  };
}

function noFile(): InvalidInputError {
  return new InvalidInputError("SUMMARY_BATCH_NOT_FOUND", "This authority has formed no such batch.");
}

function unknown(): InvalidInputError {
  return new InvalidInputError(
    "SUMMARY_SECTION_UNKNOWN",
    "This authority has no such section of that chain.",
  );
}

function notYours(): PermissionError {
  return new PermissionError(
    "SUMMARY_CHAIN_NOT_YOURS",
    "An institution hands in summaries of its own private chain, signed by its own oracle.",
  );
}

function notAllotted(): PermissionError {
  return new PermissionError("SUMMARY_NOT_ALLOTTED", "It is not this section's turn.", {
    hints: ["Offer it first: each institution has its share of every batch."],
  });
}

function notNext(chainId: number): UnavailableError {
  return new UnavailableError(
    "SUMMARY_NOT_NEXT",
    "The section does not follow the newest one on the consortium chain.",
    {
      facts: { chainId },
      hints: ["One of the two may not have seen its newest block yet; it is tried again by itself."],
    },
  );
}

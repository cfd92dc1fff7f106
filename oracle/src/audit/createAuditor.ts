import { VerificationError } from "@medlattice/sdk/errors";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { readBatchData, type SectionItems } from "@medlattice/sdk/summary";
import type { DatabaseSync } from "node:sqlite";
import type { OracleChains } from "../chains/openChains.ts";
import { checkSection } from "../summaries/checkSection.ts";
import type { Collector } from "../summaries/collectItems.ts";
import type { PostedBatch } from "../summaries/postedBatches.ts";
import { requireOwnNode } from "../summaries/requireOwnNode.ts";
import { type BatchAudit, type Finding, findingOf, statusOf } from "./finding.ts";
import { type Heads, headOf } from "./heads.ts";

export interface AuditorOptions {
  readonly network: NetworkDescription;
  /** Those there are nodes of. */
  readonly chains: OracleChains;
  /** With the index of these chains. */
  readonly database: DatabaseSync;
  readonly collector: Collector;
  /** The file of a batch; whoever hands it out need not be believed. */
  readonly dataOf: (batch: PostedBatch) => Promise<Uint8Array>;
}

/**
 * Compares a batch with the chains it tells of, whoever attested it (systems.md M2, M12, "complete"): its file is there and is the one
 * that was posted, each section is of its institution's own chain, follows the one before, and holds what that chain holds.
 *
 * @param heads of the private chains before the batch
 */
export type Auditor = (batch: PostedBatch, heads: Heads) => Promise<BatchAudit>;

export function createAuditor(options: AuditorOptions): Auditor {
  const { network, chains, database, collector, dataOf } = options;

  async function check({ section, items }: SectionItems, heads: Heads): Promise<void> {
    const { chainId, institution } = section;
    const owner = network.organizations.find(({ privateChainId }) => privateChainId === chainId);
    if (owner?.orgId !== institution) {
      throw new VerificationError("AUDIT_CHAIN_FOREIGN", "The chain is not that institution's.", {
        facts: { chainId },
      });
    }
    const head = headOf(heads, chainId);
    if (section.previous !== head.sectionHash || section.firstSlip !== head.nextSlip) {
      throw new VerificationError("AUDIT_SECTION_GAP", "The section does not follow the one before.", {
        facts: { chainId, firstSlip: section.firstSlip, expected: head.nextSlip },
      });
    }
    const chain = chains.get(chainId);
    if (chain === undefined) return;
    collector.collect(chain.config);
    checkSection({ section, items }, head, collector);
    await requireOwnNode(chain, database, section);
  }

  async function partsOf(batch: PostedBatch): Promise<readonly SectionItems[] | Finding> {
    try {
      return readBatchData(batch.batch, await dataOf(batch));
    } catch (error) {
      return findingOf(error, null);
    }
  }

  return async (batch, heads) => {
    const { sequence, batchHash } = batch;
    const parts = await partsOf(batch);
    if (!isParts(parts)) {
      return { sequence, batchHash, status: statusOf([parts]), findings: [parts], unfollowed: 0 };
    }
    const findings: Finding[] = [];
    for (const part of parts) {
      try {
        await check(part, heads);
      } catch (error) {
        findings.push(findingOf(error, part.section.chainId));
      }
    }
    const unfollowed = parts.filter(({ section }) => !chains.has(section.chainId)).length;
    return { sequence, batchHash, status: statusOf(findings), findings, unfollowed };
  };
}

function isParts(parts: readonly SectionItems[] | Finding): parts is readonly SectionItems[] {
  return Array.isArray(parts);
}

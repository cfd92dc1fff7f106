import type { CoveredRecord } from "@medlattice/sdk/client";
import { PermissionError } from "@medlattice/sdk/errors";
import { SCOPE } from "@medlattice/sdk/keys";
import { chainById } from "@medlattice/sdk/network";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { Deals } from "../deals/createDeals.ts";
import type { Facts } from "../evidence/createFacts.ts";
import type { IndexQueries, Page, PageRequest } from "../index/queries.ts";
import { type Disclosure, grantIdOfDisclosure } from "./grantIdOfDisclosure.ts";
import { refuse } from "./refusals.ts";
import { requireLiving, requirePeerConsent } from "./requireGrant.ts";

export interface CoveredQuestion {
  readonly grantId: Hex;
  /** The grant's home, which the session must be on. */
  readonly chainId: number;
  readonly reader: Hex;
  readonly readerChainId: number;
  readonly disclosure: Disclosure;
  readonly page: PageRequest;
}

export interface CreateCoveredOptions {
  readonly config: Pick<OracleConfig, "network" | "organization">;
  readonly facts: Facts;
  readonly deals: Deals;
  readonly queries: IndexQueries;
}

/**
 * Tells a grantee which records a grant covers now: the ids, and what is on the grant's own chain for its members to see, from the deal this proxy holds and its own index of the records'
 * chain. A grant over a category names none of them, and covers those to come.
 */
export function createCovered({ config, facts, deals, queries }: CreateCoveredOptions) {
  return {
    /** @throws PermissionError as for re-encryption, and CHAIN_NOT_READ for a proxy that does not follow the records' chain */
    async list(question: CoveredQuestion): Promise<Page<CoveredRecord>> {
      const { grantId, chainId, reader, readerChainId, disclosure, page } = question;
      if (readerChainId !== chainId) throw refuse("GRANT_OTHER_GRANTEE");
      const { contracts } = chainById(config.network, chainId);
      if (contracts === null) throw refuse("GRANT_UNKNOWN");
      const home = { chainId, consentRegistry: contracts.consentRegistry };
      if (grantIdOfDisclosure(home, disclosure) !== grantId) throw refuse("DISCLOSURE_MISMATCH");
      const { terms, header } = disclosure;
      const recordId = terms.scopeKind === SCOPE.record ? terms.scope : grantId;
      const { answer } = await facts.ask<"permission">(chainId, {
        kind: "permission",
        disclosure,
        reader,
        recordId,
      });
      if (answer.readerOrganization === config.organization.orgId) throw refuse("GRANTEE_ORGANIZATION");
      requireLiving(answer);
      const key = { chainId, grantId, grantor: header.grantor };
      const deal = await deals.open(key);
      await requirePeerConsent(facts, deal, () => deals.destroy(key, "GRANT_REVOKED"));
      if (!facts.isLocal(deal.coverage.chainId)) throw notRead();
      const { items, next } = queries.recordsCovered(deal.coverage, page);
      return {
        items: items.map(({ state, confirmation }) => ({
          recordId: state.recordId,
          version: state.version,
          confirmedAt: confirmation?.time ?? 0,
          state: deal.coverage.chainId === chainId ? state : null,
        })),
        next,
      };
    },
  };
}

export type Covered = ReturnType<typeof createCovered>;

function notRead(): PermissionError {
  return new PermissionError("CHAIN_NOT_READ", "This organisation does not follow the records' chain.", {
    hints: ["Ask the institution that wrote them, or a health authority."],
  });
}

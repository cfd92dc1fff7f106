import type { DatabaseSync } from "node:sqlite";
import { CAPACITY, type Capacity, nullifierKeyOf } from "@medlattice/sdk/enrolment";
import { PermissionError, UnavailableError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { integer } from "../database/columns.ts";
import type { IdentityReader } from "../people/identityReader.ts";

export const EVALUATION_MIGRATION = `
CREATE TABLE nullifier_evaluations (
  organization TEXT NOT NULL, day INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (organization, day)
) WITHOUT ROWID`;

export interface EvaluationPolicy {
  /**
   * Decides whether an organisation may have an element evaluated, and counts it.
   * @throws PermissionError NULLIFIER_NOT_PERMITTED, ORGANIZATION_INACTIVE
   * @throws UnavailableError NULLIFIER_QUOTA
   */
  admit(orgId: Hex, question: { readonly chainId: number; readonly capacity: Capacity }): Promise<void>;
  /** Evaluations today, of all organisations. */
  today(): number;
}

const DAY_SECONDS = 86_400;

/**
 * The authority evaluates blindly, so what stands between an organisation and a dictionary of real identities is this
 * (rule 2): members only, so many a day, and patients of the consortium chain for the authorities themselves alone
 * (decision 0012). The count is on disk: restarting gives nobody another day's worth.
 */
export function createEvaluationPolicy(options: {
  readonly config: OracleConfig;
  readonly database: DatabaseSync;
  readonly reader: IdentityReader;
  readonly nowSeconds: () => number;
}): EvaluationPolicy {
  const { config, database, reader } = options;
  const add = database.prepare(
    `INSERT INTO nullifier_evaluations VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1 WHERE count < ?`,
  );
  const total = database.prepare("SELECT SUM(count) AS n FROM nullifier_evaluations WHERE day = ?");
  const day = (): number => Math.floor(options.nowSeconds() / DAY_SECONDS);

  return {
    async admit(orgId, question) {
      const { chainId, capacity } = question;
      const { holders } = nullifierKeyOf(config.network, question);
      const home = config.chains.find((chain) => chain.chainId === chainId)?.home;
      const isHolder = holders.some(({ organization }) => organization === orgId);
      if (home === undefined || (home === "consortium" && capacity === CAPACITY.patient && !isHolder)) {
        throw new PermissionError(
          "NULLIFIER_NOT_PERMITTED",
          "Only the health authorities compute nullifiers of patients on this chain.",
          {
            facts: { chainId },
            hints: ["Give the patient a voucher, which she redeems at the health authority."],
          },
        );
      }
      if (!(await reader.organization(chainId, orgId)).isActive) {
        throw new PermissionError(
          "ORGANIZATION_INACTIVE",
          "The organisation is not an active member of this chain.",
          { facts: { chainId } },
        );
      }
      if (add.run(orgId, day(), config.limits.nullifiersPerDay).changes === 1) return;
      throw new UnavailableError(
        "NULLIFIER_QUOTA",
        "The organisation has used up its evaluations of today.",
        {
          facts: { limit: config.limits.nullifiersPerDay },
          hints: ["Go on tomorrow, or ask the health authority for more."],
        },
      );
    },
    today() {
      const count = total.get(day())?.["n"];
      return count === null ? 0 : integer(count);
    },
  };
}

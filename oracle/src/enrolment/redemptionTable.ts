import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { VerificationError } from "@medlattice/sdk/errors";
import {
  type EnrollmentRequest,
  type IssuedCredential,
  issuedCredentialSchema,
} from "@medlattice/sdk/identity";
import type { Hex } from "viem";
import { optionalText, text } from "../database/columns.ts";

/** Vouchers that were used, and for which pseudonym; neither organisation nor identity. */
export const REDEMPTION_MIGRATION = `
CREATE TABLE redemptions (
  voucher_hash TEXT PRIMARY KEY, request_hash TEXT NOT NULL, issued TEXT, expires INTEGER NOT NULL
) WITHOUT ROWID`;

export interface RedemptionTable {
  /**
   * Takes a voucher for one pseudonym, for good; again for the same one it is the same redemption.
   * @returns the credential, when it was issued already
   * @throws VerificationError VOUCHER_USED
   */
  take(voucherHash: Hex, request: EnrollmentRequest, expires: number): IssuedCredential | undefined;
  issue(voucherHash: Hex, issued: IssuedCredential): void;
  /** An expired voucher is refused for that, so it need not be remembered. */
  purge(now: number): void;
}

export function createRedemptionTable(database: DatabaseSync): RedemptionTable {
  const insert = database.prepare("INSERT OR IGNORE INTO redemptions VALUES (?, ?, NULL, ?)");
  const select = database.prepare("SELECT * FROM redemptions WHERE voucher_hash = ?");
  const update = database.prepare("UPDATE redemptions SET issued = ? WHERE voucher_hash = ?");
  const remove = database.prepare("DELETE FROM redemptions WHERE expires <= ?");
  return {
    take(voucherHash, request, expires) {
      const requestHash = hashOf(request);
      insert.run(voucherHash, requestHash, expires);
      const row = select.get(voucherHash);
      if (row === undefined || text(row["request_hash"]) !== requestHash) {
        throw new VerificationError("VOUCHER_USED", "The voucher was used for another pseudonym already.", {
          hints: ["Ask the organisation that identified you for a new voucher."],
        });
      }
      const issued = optionalText(row["issued"]);
      return issued === undefined ? undefined : issuedCredentialSchema.parse(JSON.parse(issued));
    },
    issue: (voucherHash, issued) => void update.run(JSON.stringify(issued), voucherHash),
    purge: (now) => void remove.run(now),
  };
}

function hashOf({ chainId, personId, controller, keyManifestRoot }: EnrollmentRequest): string {
  return createHash("sha256").update(`${chainId}|${personId}|${controller}|${keyManifestRoot}`).digest("hex");
}

import type { DatabaseSync } from "node:sqlite";
import { documentBytes, parseStoredJson } from "@medlattice/sdk/codec";
import { VerificationError } from "@medlattice/sdk/errors";
import { manifestSchema } from "@medlattice/sdk/manifest";
import type { RecordEvidence } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import { hex } from "../database/columns.ts";

/** `IOrganizationKeys.KeyKind.ChameleonH1`. */
const CHAMELEON = 2;

type EvidenceOfKey = Pick<RecordEvidence, "manifest" | "correction">;

/**
 * The chameleon key that a record was made under: one that its institution has published, on any chain this oracle follows. Older ones
 * stay good, because records made under them do.
 *
 * @throws VerificationError CHAMELEON_KEY_UNKNOWN
 */
export function chameleonKeys(database: DatabaseSync): (institution: Hex, evidence: EvidenceOfKey) => Hex {
  const select = database.prepare(
    "SELECT DISTINCT value FROM organization_keys WHERE org_id = ? AND kind = ?",
  );
  return (institution, { manifest, correction }) => {
    const { commitment } = parseStoredJson(manifestSchema, documentBytes(manifest)).value.content;
    const h1 = (correction?.opening ?? commitment.opening)?.h1;
    const published = select.all(institution, CHAMELEON).map((row) => hex(row["value"]));
    if (h1 !== undefined && published.includes(h1)) return h1;
    throw new VerificationError(
      "CHAMELEON_KEY_UNKNOWN",
      "The record is committed to under a key that its institution never published.",
      { facts: { published: published.length } },
    );
  };
}

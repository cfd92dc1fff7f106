import type { DatabaseSync } from "node:sqlite";
import { type CustodyManagerEntry, signedDocument } from "@medlattice/sdk/client";
import { type SignedDocument, documentBytes, parseStoredJson } from "@medlattice/sdk/codec";
import { introductionSchema, introductionStatement, verifyCustodyDocument } from "@medlattice/sdk/custody";
import type { SignatureCheck } from "@medlattice/sdk/eip712";
import { ROLE } from "@medlattice/sdk/identity";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { hex, integer, optionalText } from "../database/columns.ts";
import type { SessionContext } from "../http/access.ts";
import { identityPlace, requireOfficer, requireOwnSigner } from "./access.ts";

export interface ManagersOptions {
  readonly config: OracleConfig;
  readonly database: DatabaseSync;
  readonly checkSignature: SignatureCheck;
  readonly nowSeconds: () => number;
}

/** Managers of this institution by the names that they have signed; officers are chosen from them. */
export interface Managers {
  list(session: SessionContext): CustodyManagerEntry[];
  introduce(session: SessionContext, signed: SignedDocument): Promise<CustodyManagerEntry>;
}

/** `IIdentityRegistry.Status.Active`. */
const ACTIVE = 1;

export function createManagers({ config, database, checkSignature, nowSeconds }: ManagersOptions): Managers {
  const sql = (statement: string) => database.prepare(statement);
  const select = sql(
    `SELECT p.person_id, p.status, p.not_before, p.not_after, i.signed FROM persons p
       LEFT JOIN custody_introductions i ON i.chain_id = p.chain_id AND i.person_id = p.person_id
       WHERE p.chain_id = ? AND p.organization = ? AND p.role = ? ORDER BY p.enrolled, p.person_id`,
  );
  const upsert = sql(
    `INSERT INTO custody_introductions VALUES (:chainId, :personId, :signed)
       ON CONFLICT (chain_id, person_id) DO UPDATE SET signed = :signed`,
  );

  function list(session: SessionContext): CustodyManagerEntry[] {
    requireOfficer(config, session);
    const now = nowSeconds();
    return select.all(session.chainId, config.organization.orgId, ROLE.manager).map((row) => {
      const signed = optionalText(row["signed"]);
      const isValid = integer(row["not_before"]) <= now && now <= integer(row["not_after"]);
      return {
        personId: hex(row["person_id"]),
        isActive: integer(row["status"]) === ACTIVE && isValid,
        introduction: signed === undefined ? null : signedDocument.parse(JSON.parse(signed)),
      };
    });
  }

  return {
    list,
    async introduce(session, signed) {
      requireOfficer(config, session);
      requireOwnSigner(session, signed);
      const { chainId, personId } = session;
      const { name } = parseStoredJson(introductionSchema, documentBytes(signed)).value;
      await verifyCustodyDocument({
        at: identityPlace(config, chainId),
        officer: personId,
        statement: introductionStatement({ name }),
        schema: introductionSchema,
        signed,
        check: checkSignature,
      });
      upsert.run({ chainId, personId, signed: JSON.stringify(signed) });
      return { personId, isActive: true, introduction: signed };
    },
  };
}

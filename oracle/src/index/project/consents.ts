import type { DatabaseSync } from "node:sqlite";
import type { ABIS } from "@medlattice/sdk/abi";
import type { DecodeEventLogReturnType } from "viem";
import { insertInto } from "../../database/insertInto.ts";
import type { EventPlace } from "./projection.ts";

export type ConsentEvent = DecodeEventLogReturnType<typeof ABIS.ConsentRegistry>;

/** Keeps grants, denials, withdrawn mandates and access requests. */
export function projectConsents(database: DatabaseSync) {
  const sql = (statement: string) => database.prepare(statement);
  const register = insertInto(database, "grants", [
    "chain_id",
    "grantor",
    "grant_id",
    "position",
    "registered",
    "not_before",
    "not_after",
    "max_uses",
  ]);
  // A grant may be withdrawn that was never registered here: its home is another chain, or it was never sent.
  const revoke = sql(
    `INSERT INTO grants (chain_id, grantor, grant_id, position, revoked) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET revoked = excluded.revoked`,
  );
  const deny = sql("INSERT OR IGNORE INTO denials VALUES (?, ?, ?, ?)");
  const allow = sql("DELETE FROM denials WHERE chain_id = ? AND grantor = ? AND tag = ?");
  const revokeMandate = sql("INSERT OR IGNORE INTO revoked_mandates VALUES (?, ?, ?)");
  const request = sql("INSERT INTO access_requests VALUES (?, ?, ?, ?, ?, ?, ?)");

  return ({ eventName, args }: ConsentEvent, { chainId, time, position }: EventPlace): void => {
    switch (eventName) {
      case "GrantRegistered":
        register({
          chain_id: chainId,
          grantor: args.grantor,
          grant_id: args.grantId,
          position,
          registered: time,
          not_before: args.notBefore,
          not_after: args.notAfter,
          max_uses: args.maxUses,
        });
        break;
      case "GrantRevoked":
        revoke.run(chainId, args.grantor, args.grantId, position, time);
        break;
      case "DenialChanged":
        for (const tag of args.tags) {
          if (args.denied) deny.run(chainId, args.grantor, tag, time);
          else allow.run(chainId, args.grantor, tag);
        }
        break;
      case "MandateRevoked":
        revokeMandate.run(chainId, args.mandateId, args.patient);
        break;
      case "AccessRequested":
        request.run(chainId, args.requestId, args.requester, args.patient, args.requestHash, position, time);
        break;
      default:
        break;
    }
  };
}

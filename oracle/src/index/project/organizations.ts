import type { DatabaseSync } from "node:sqlite";
import type { ABIS } from "@medlattice/sdk/abi";
import { type DecodeEventLogReturnType, zeroAddress } from "viem";
import type { EventPlace } from "./projection.ts";

export type OrganizationEvent = DecodeEventLogReturnType<typeof ABIS.OrganizationRegistry>;

const ACTIVE = 1;

/** Keeps organisations and their keys. */
export function projectOrganizations(database: DatabaseSync) {
  const sql = (statement: string) => database.prepare(statement);
  const insert = sql(
    "INSERT INTO organizations (chain_id, org_id, kind, status, dns_name, admin) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const set = (column: string) =>
    sql(`UPDATE organizations SET ${column} = ? WHERE chain_id = ? AND org_id = ?`);
  const [status, admin, issuerKey, oracle, endpoint] = [
    "status",
    "admin",
    "issuer_key",
    "oracle",
    "endpoint",
  ].map(set);
  const key = sql("INSERT INTO organization_keys VALUES (?, ?, ?, ?, ?, ?)");
  const emergency = sql("INSERT INTO emergency_keys VALUES (?, ?, ?, ?, ?, ?)");

  return ({ eventName, args }: OrganizationEvent, { chainId }: EventPlace): void => {
    switch (eventName) {
      case "OrganizationRegistered":
        insert.run(chainId, args.orgId, args.kind, ACTIVE, args.dnsName, args.admin);
        break;
      case "OrganizationStatusChanged":
        status?.run(args.status, chainId, args.orgId);
        break;
      case "OrganizationAdminTransferred":
        admin?.run(args.admin, chainId, args.orgId);
        break;
      case "OrganizationIssuerKeyChanged":
        issuerKey?.run(args.issuerKey === zeroAddress ? null : args.issuerKey, chainId, args.orgId);
        break;
      case "OrganizationOracleChanged":
        oracle?.run(args.oracle === zeroAddress ? null : args.oracle, chainId, args.orgId);
        break;
      case "OrganizationEndpointChanged":
        endpoint?.run(args.endpoint, chainId, args.orgId);
        break;
      case "OrganizationKeySet":
        key.run(chainId, args.orgId, args.kind, args.version, args.value, args.proof);
        break;
      case "EmergencyKeySet":
        emergency.run(
          chainId,
          args.version,
          args.value,
          args.threshold,
          JSON.stringify(args.holders),
          args.commitments,
        );
        break;
      default:
        break;
    }
  };
}

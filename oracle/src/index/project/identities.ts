import type { DatabaseSync } from "node:sqlite";
import type { ABIS } from "@medlattice/sdk/abi";
import type { DecodeEventLogReturnType } from "viem";
import { insertInto } from "../../database/insertInto.ts";
import type { EventPlace } from "./projection.ts";

export type IdentityEvent = DecodeEventLogReturnType<typeof ABIS.IdentityRegistry>;

const ACTIVE = 1;

/** Keeps people and their controllers. */
export function projectIdentities(database: DatabaseSync) {
  const sql = (statement: string) => database.prepare(statement);
  const insert = insertInto(database, "persons", [
    "chain_id",
    "person_id",
    "organization",
    "role",
    "status",
    "key_manifest_root",
    "not_before",
    "not_after",
    "credential_hash",
    "enrolled",
  ]);
  const renew = sql(
    `UPDATE persons SET organization = :organization, role = :role, key_manifest_root = :root, not_before = :notBefore,
       not_after = :notAfter, credential_hash = :credentialHash WHERE chain_id = :chainId AND person_id = :personId`,
  );
  const root = sql("UPDATE persons SET key_manifest_root = ? WHERE chain_id = ? AND person_id = ?");
  const status = sql("UPDATE persons SET status = ? WHERE chain_id = ? AND person_id = ?");
  const addController = sql("INSERT OR IGNORE INTO controllers VALUES (?, ?, ?)");
  const removeController = sql(
    "DELETE FROM controllers WHERE chain_id = ? AND person_id = ? AND controller = ?",
  );
  const removeControllers = sql("DELETE FROM controllers WHERE chain_id = ? AND person_id = ?");

  return ({ eventName, args }: IdentityEvent, { chainId, time }: EventPlace): void => {
    switch (eventName) {
      case "PersonEnrolled":
        insert({
          chain_id: chainId,
          person_id: args.personId,
          organization: args.organization,
          role: args.role,
          status: ACTIVE,
          key_manifest_root: args.keyManifestRoot,
          not_before: args.notBefore,
          not_after: args.notAfter,
          credential_hash: args.credentialHash,
          enrolled: time,
        });
        addController.run(chainId, args.personId, args.controller.toLowerCase());
        break;
      case "PersonRenewed": {
        const { personId, organization, role, keyManifestRoot, notBefore, notAfter, credentialHash } = args;
        renew.run({
          chainId,
          personId,
          organization,
          role,
          root: keyManifestRoot,
          notBefore,
          notAfter,
          credentialHash,
        });
        break;
      }
      case "ControllerAdded":
        addController.run(chainId, args.personId, args.controller.toLowerCase());
        break;
      case "ControllerRemoved":
        removeController.run(chainId, args.personId, args.controller.toLowerCase());
        break;
      case "RecoveryCompleted":
        removeControllers.run(chainId, args.personId);
        addController.run(chainId, args.personId, args.newController.toLowerCase());
        break;
      case "KeyManifestChanged":
        root.run(args.keyManifestRoot, chainId, args.personId);
        break;
      case "PersonStatusChanged":
        status.run(args.status, chainId, args.personId);
        break;
      default:
        break;
    }
  };
}

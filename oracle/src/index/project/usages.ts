import type { DatabaseSync } from "node:sqlite";
import type { ABIS } from "@medlattice/sdk/abi";
import type { DecodeEventLogReturnType } from "viem";
import { insertInto } from "../../database/insertInto.ts";
import type { EventPlace } from "./projection.ts";

export type UsageEvent = DecodeEventLogReturnType<typeof ABIS.UsageLedger>;

/** Keeps accesses, with which it counts the uses of grants, and receipt batches. */
export function projectUsages(database: DatabaseSync) {
  const access = insertInto(database, "accesses", [
    "chain_id",
    "access_id",
    "grantor",
    "reader",
    "signer",
    "grant_id",
    "record_id",
    "version",
    "request_hash",
    "use",
    "is_foreign",
    "block",
    "position",
    "time",
    "tx_hash",
  ]);
  const use = database.prepare(
    "UPDATE grants SET used = ? WHERE chain_id = ? AND grantor = ? AND grant_id = ?",
  );
  const batch = database.prepare("INSERT INTO receipt_batches VALUES (?, ?, ?, ?, ?, ?, ?)");

  return ({ eventName, args }: UsageEvent, place: EventPlace): void => {
    const { chainId, block, position, time, txHash } = place;
    switch (eventName) {
      case "AccessOpened":
        access({
          chain_id: chainId,
          access_id: args.accessId,
          grantor: args.grantor,
          reader: args.reader,
          signer: args.signer,
          grant_id: args.grantId,
          record_id: args.recordId,
          version: args.version,
          request_hash: args.requestHash,
          use: args.use,
          is_foreign: args.foreign ? 1 : 0,
          block,
          position,
          time,
          tx_hash: txHash,
        });
        use.run(args.use, chainId, args.grantor, args.grantId);
        break;
      case "ReceiptsPosted":
        batch.run(chainId, args.organization, args.head, args.root, args.count, args.previous, position);
        break;
      default:
        break;
    }
  };
}

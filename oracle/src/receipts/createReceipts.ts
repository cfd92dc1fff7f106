import type { ReceiptEntry } from "@medlattice/sdk/client";
import type { Signer } from "@medlattice/sdk/eip712";
import { addressOf } from "@medlattice/sdk/eip712";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type NetworkDescription, chainById } from "@medlattice/sdk/network";
import {
  type LedgerAt,
  type Receipt,
  batchReceipts,
  signReceipt,
  verifyReceipt,
} from "@medlattice/sdk/usage";
import type { Hex } from "viem";
import type { AnswerKey } from "../proxy/answerTable.ts";
import type { ReceiptTable } from "./receiptTable.ts";

/** This oracle's statements about accesses, and those of others that readers bring (systems.md F6). */
export interface Receipts {
  /** Signs and keeps a receipt; asked again for the same access and outcome, gives the same one. */
  add(access: AnswerKey, outcome: number): Promise<Receipt>;
  /** Keeps receipts of other organisations once they are verified. @throws VerificationError RECEIPT_MISMATCH | SIGNATURE_INVALID */
  keep(access: AnswerKey, receipts: readonly Receipt[]): Promise<void>;
  /** Receipts of an access with their paths. */
  ofAccess(access: AnswerKey): ReceiptEntry[];
}

export interface CreateReceiptsOptions {
  readonly network: NetworkDescription;
  readonly table: ReceiptTable;
  readonly signer: Signer;
  readonly orgId: Hex;
  /** Account of an organisation's oracle on a chain. */
  readonly oracleOf: (chainId: number, organization: Hex) => Hex | undefined;
  readonly nowSeconds: () => number;
}

export function createReceipts(options: CreateReceiptsOptions): Receipts {
  const { network, table, signer, orgId, oracleOf, nowSeconds } = options;

  return {
    async add({ chainId, accessId }, outcome) {
      const known = table.find(chainId, accessId, orgId, outcome);
      // After a change of keys the reader is given one by the present key; the first one stays what is put on chain.
      if (known?.signer === addressOf(signer)) return known;
      const message = { accessId, organization: orgId, outcome, time: nowSeconds() };
      const receipt = await signReceipt(ledgerAt(network, chainId), message, signer);
      table.put(chainId, receipt, true);
      return receipt;
    },
    async keep({ chainId, accessId }, receipts) {
      const ledger = ledgerAt(network, chainId);
      for (const receipt of receipts) {
        const { organization } = receipt;
        const oracle = oracleOf(chainId, organization);
        if (oracle === undefined || organization === orgId) throw notAnOracle();
        await verifyReceipt({ ledger, receipt, expected: { accessId, organization, oracle } });
      }
      for (const receipt of receipts) table.put(chainId, receipt, false);
    },
    ofAccess: ({ chainId, accessId }) =>
      table.ofAccess(chainId, accessId).map(({ receipt, batch }) => ({
        receipt,
        batch: batch === undefined ? null : pathOf(table, batch, receipt),
      })),
  };
}

/** The usage ledger of a chain, as receipts for it are signed. */
export function ledgerAt(network: NetworkDescription, chainId: number): LedgerAt {
  const { contracts } = chainById(network, chainId);
  if (contracts !== null) return { chainId, usageLedger: contracts.usageLedger };
  throw new InvalidInputError("CHAIN_NOT_FOUND", "There are no accesses on that chain.", {
    facts: { chainId },
  });
}

/** Where a receipt stands in its batch, made again from the batch's receipts; null until the chain has the root. */
function pathOf(table: ReceiptTable, id: number, receipt: Receipt): ReceiptEntry["batch"] {
  const { root, count, previous, head, posted } = table.batch(id);
  if (posted === undefined) return null;
  const receipts = table.inBatch(id);
  const position = receipts.findIndex(
    ({ accessId, outcome }) => accessId === receipt.accessId && outcome === receipt.outcome,
  );
  const path = batchReceipts(receipts, previous).paths[position] ?? [];
  return { root, path: [...path], count, previous, head, postedAt: posted };
}

function notAnOracle(): InvalidInputError {
  return new InvalidInputError(
    "RECEIPT_ISSUER_UNKNOWN",
    "A receipt is not by another organisation's oracle here.",
  );
}

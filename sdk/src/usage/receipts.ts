import { z } from "zod";
import { addressSchema, bytes32Schema, signatureSchema, timestampSchema, type Hex } from "../codec/index.ts";
import { merkleProof, merkleRoot, verifyMerkleProof } from "../crypto/merkle/index.ts";
import {
  addressOf,
  hashOf,
  receiptLeaf,
  requireSignature,
  sign,
  typed,
  type MessageOf,
  type Signer,
} from "../eip712/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import { ledgerDomain, type LedgerAt } from "./open-request.ts";

/** What a proxy says it did for an access. */
export const RECEIPT_OUTCOME = { served: 1, refused: 2 } as const;

/** An oracle's signed statement about one access (F6, DESIGN rule 14). */
export const receiptSchema = z.strictObject({
  accessId: bytes32Schema,
  organization: bytes32Schema,
  outcome: z.int().min(1).max(2),
  time: timestampSchema,
  signer: addressSchema,
  signature: signatureSchema,
});

export type Receipt = z.infer<typeof receiptSchema>;

/** Signs a receipt with the oracle's key. */
export async function signReceipt(
  ledger: LedgerAt,
  message: MessageOf<"Receipt">,
  signer: Signer,
): Promise<Receipt> {
  const signature = await sign(signer, typed("Receipt", ledgerDomain(ledger), message));
  return { ...message, signer: addressOf(signer), signature };
}

/**
 * Checks a receipt against what the organisation registry says of the oracle's key.
 * @throws VerificationError RECEIPT_MISMATCH (facts.member) | SIGNATURE_INVALID
 */
export async function verifyReceipt(options: {
  readonly ledger: LedgerAt;
  readonly receipt: Receipt;
  readonly expected: { readonly accessId: Hex; readonly organization: Hex; readonly oracle: Hex };
}): Promise<void> {
  const { ledger, receipt, expected } = options;
  const { accessId, organization, outcome, time, signer, signature } = receipt;
  if (accessId !== expected.accessId) throw mismatch("accessId");
  if (organization !== expected.organization) throw mismatch("organization");
  if (signer !== expected.oracle) throw mismatch("oracle");
  const data = typed("Receipt", ledgerDomain(ledger), { accessId, organization, outcome, time });
  await requireSignature({ data, signer, signature });
}

export interface PreparedReceiptBatch {
  readonly batch: MessageOf<"ReceiptBatch">;
  /** One path per receipt, in order. */
  readonly paths: readonly (readonly Hex[])[];
  /** `hashStruct(ReceiptBatch)`: what the next batch names as previous. */
  readonly head: Hex;
}

/**
 * Puts receipts of one organisation under one root; batches form a chain, so none is left out or sent twice.
 * @throws InvalidInputError RECEIPT_BATCH_INVALID when empty or of several organisations.
 */
export function batchReceipts(receipts: readonly Receipt[], previous: Hex): PreparedReceiptBatch {
  const organization = receipts[0]?.organization;
  if (organization === undefined || receipts.some((receipt) => receipt.organization !== organization)) {
    throw new InvalidInputError(
      "RECEIPT_BATCH_INVALID",
      "A batch holds receipts of one organisation, at least one.",
      {
        facts: { receipts: receipts.length },
      },
    );
  }
  const leaves = receipts.map(receiptLeaf);
  const batch = { organization, root: merkleRoot(leaves), count: receipts.length, previous };
  return {
    batch,
    paths: leaves.map((_, index) => merkleProof({ leaves, index })),
    head: hashOf("ReceiptBatch", batch),
  };
}

/** Whether a receipt is under a root that its organisation posted. */
export function isReceiptInBatch(receipt: Receipt, root: Hex, path: readonly Hex[]): boolean {
  return verifyMerkleProof({ root, leaf: receiptLeaf(receipt), proof: path });
}

function mismatch(member: string): VerificationError {
  return new VerificationError(
    "RECEIPT_MISMATCH",
    "A receipt is about another access or of another oracle.",
    {
      facts: { member },
    },
  );
}

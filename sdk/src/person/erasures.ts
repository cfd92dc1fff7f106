import { type ErasureEntry, type ErasureReceipt } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { requireSignature, typed } from "../eip712/index.ts";
import { VerificationError } from "../errors/index.ts";
import { correctionDomain } from "../record/index.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";
import { correctionAt } from "./verifiedRecord.ts";

/**
 * How far the former versions of a record are physically erased, with every organisation's signed word for it. Each signature is checked
 * against the account that the chain names for that organisation's oracle.
 *
 * @throws VerificationError ERASURE_RECEIPT_INVALID (facts.member) | SIGNATURE_INVALID
 */
export async function erasuresOf(
  person: Person,
  { chainId, recordId }: { readonly chainId: number; readonly recordId: Hex },
): Promise<readonly ErasureEntry[]> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const entries = await oracle.corrections.erasures(recordId);
  for (const { version, receipts } of entries) {
    for (const receipt of receipts) {
      if (receipt.recordId !== recordId) throw invalid("recordId");
      if (receipt.version !== version) throw invalid("version");
      await requireReceipt(person, chainId, receipt);
    }
  }
  return entries;
}

async function requireReceipt(
  person: Person,
  chainId: number,
  { signature, ...message }: ErasureReceipt,
): Promise<void> {
  // Organisations are registered on the consortium, also those that the record's chain does not know.
  const consortium = person.network.chains.find(({ kind }) => kind === "consortium")?.chainId ?? chainId;
  const signer = await person.reader(consortium).oracleOf(message.organization);
  const domain = correctionDomain(chainId, correctionAt(person, chainId));
  await requireSignature({ data: typed("ErasureReceipt", domain, message), signer, signature });
}

function invalid(member: string): VerificationError {
  return new VerificationError("ERASURE_RECEIPT_INVALID", "A receipt of erasure is about something else.", {
    facts: { member },
  });
}

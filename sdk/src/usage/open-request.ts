import { z } from "zod";
import { bytes32Schema, storeJson, type Hex, type StoredJson } from "../codec/index.ts";
import {
  accessIdOf,
  addressOf,
  contractDomain,
  sign,
  typed,
  type ContractDomain,
  type MessageOf,
  type Signer,
} from "../eip712/index.ts";
import { grantSchema, newNonce } from "../consent/index.ts";
import { newId } from "../record/index.ts";

/** What the reader tells the patient about an access; only its salted hash is on chain. */
export const openReasonSchema = z.strictObject({
  format: z.literal("medlattice/open-reason/v1"),
  reader: bytes32Schema,
  recordId: bytes32Schema,
  /** In the reader's words. */
  reason: grantSchema.shape.terms.shape.statement.shape.purpose,
  salt: bytes32Schema,
});

export type OpenReason = z.infer<typeof openReasonSchema>;

/** A usage ledger: where accesses are opened. */
export interface LedgerAt {
  readonly chainId: number;
  readonly usageLedger: Hex;
}

/** EIP-712 domain of a usage ledger. */
export function ledgerDomain({ chainId, usageLedger }: LedgerAt): ContractDomain {
  return contractDomain({ contract: "UsageLedger", chainId, address: usageLedger });
}

export interface PreparedOpen {
  readonly message: MessageOf<"OpenRequest">;
  readonly signature: Hex;
  /** Known before the transaction is sent; proxies act on it once it is final. */
  readonly accessId: Hex;
  /** `requestHash` is the hash of these bytes; sent to the patient with the access. */
  readonly reason: StoredJson<OpenReason>;
}

/** Step 6 of the record's path: the reader's statement that uses the grant once (DESIGN rule 14). */
export async function prepareOpen(options: {
  readonly ledger: LedgerAt;
  readonly grantId: Hex;
  readonly reader: Hex;
  readonly signer: Signer;
  readonly recordId: Hex;
  readonly version: number;
  readonly reason: string;
  /** Unix seconds, inclusive. */
  readonly deadline: number;
}): Promise<PreparedOpen> {
  const { ledger, grantId, reader, signer, recordId, version, deadline } = options;
  const reason = storeJson<OpenReason>(openReasonSchema, {
    format: "medlattice/open-reason/v1",
    reader,
    recordId,
    reason: options.reason,
    salt: newId(),
  });
  const message = {
    grantId,
    reader,
    signer: addressOf(signer),
    recordId,
    version,
    requestHash: reason.hash,
    nonce: newNonce(),
    deadline,
  };
  const domain = ledgerDomain(ledger);
  const signature = await sign(signer, typed("OpenRequest", domain, message));
  return { message, signature, accessId: accessIdOf(domain, message), reason };
}

import type { Hex } from "../codec/index.ts";
import { addressOf, correctionHashOf, sign, typed, type MessageOf, type Signer } from "../eip712/index.ts";
import { type Correction, correctionDomain } from "./correction.ts";

export interface PreparedPermission {
  readonly permission: MessageOf<"CorrectionPermission">;
  readonly signature: Hex;
}

/** The patient permits exactly this correction (rule 11), naming the digest of what was looked at. */
export async function preparePermission(
  at: { readonly chainId: number; readonly recordCorrection: Hex },
  signer: Signer,
  statement: Correction,
): Promise<PreparedPermission> {
  const { recordId, patient, digest } = statement;
  const correctionHash = correctionHashOf(statement);
  const permission = { recordId, patient, signer: addressOf(signer), correctionHash, digest };
  const domain = correctionDomain(at.chainId, at.recordCorrection);
  return { permission, signature: await sign(signer, typed("CorrectionPermission", domain, permission)) };
}

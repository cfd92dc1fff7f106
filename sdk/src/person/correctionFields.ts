import type { Hex } from "../codec/index.ts";
import type { RecordParts } from "../envelope/index.ts";
import type { Correction, CorrectedContent, CorrectionKind, VerifiedRecord } from "../record/index.ts";

export interface CorrectedFields {
  readonly content: Pick<CorrectedContent, "fieldRoot" | "extra" | "policyRoot">;
  amend(at: {
    readonly chainId: number;
    readonly recordCorrection: Hex;
    readonly statement: Correction;
  }): Promise<readonly { readonly newRoot: Hex; readonly proof: Hex }[]>;
}

export async function fieldsOfCorrection(_options: {
  readonly kind: CorrectionKind;
  readonly content: Uint8Array;
  readonly mediaType: string;
  readonly parts: RecordParts;
  readonly sealed: Blob;
  readonly present: VerifiedRecord;
  readonly version: number;
}): Promise<CorrectedFields> {
  return { content: { fieldRoot: `0x${"01".repeat(32)}` }, amend: async () => [] };
}

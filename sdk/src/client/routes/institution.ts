import type { Hex } from "viem";
import type { KeyDisclosure } from "../../keys/key-manifest-schema.ts";
import type { InstitutionDeal } from "../../manifest/schema.ts";
import { institutionDealReply, institutionPartReply } from "../schema/institution.ts";
import type { Transport } from "../transport.ts";

/** The institution's half of a record (systems.md S3). */
export interface InstitutionMethods {
  /** For the author, before sealing a version: the same answer however often it is asked for. */
  deal(recordId: Hex, options: { readonly version: number }): Promise<InstitutionDeal>;
  /**
   * For the record's patient: the institution's part, sealed to the key shown (`openInstitutionPart`).
   * @param options.recipient `discloseLeaf(keyManifest, "sealing", …)`
   */
  part(recordId: Hex, options: { readonly version: number; readonly recipient: KeyDisclosure }): Promise<Hex>;
}

export function institutionMethods(transport: Transport): InstitutionMethods {
  return {
    deal: (recordId, { version }) =>
      transport.json(
        { method: "POST", path: `/v1/records/${recordId}/institution-deal`, json: { version } },
        institutionDealReply,
      ),
    part: async (recordId, json) => {
      const path = `/v1/records/${recordId}/institution-part`;
      return (await transport.json({ method: "POST", path, json }, institutionPartReply)).sealed;
    },
  };
}

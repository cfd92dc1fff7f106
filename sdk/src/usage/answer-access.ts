import { fromHex, type Hex } from "../codec/index.ts";
import {
  CAPSULE_KIND,
  encodeReencryptionPartial,
  partialFromScalarShare,
  partialReencrypt,
} from "../crypto/index.ts";
import type { Deal } from "../consent/index.ts";
import { capsuleOf, type InstitutionShare, type Manifest } from "../manifest/index.ts";
import type { RecordState } from "../record/index.ts";
import { matchKey, requireCovered } from "./match-key.ts";
import type { ProxyAnswer } from "./answer-schema.ts";

/**
 * A proxy's work for one access: re-encrypts the patient's and the institution's part to the grantee. C1 is taken from the
 * committed manifest of the granted record, never from the caller (DESIGN rule 5). Everything on chain (access final, grant
 * live, no denial, reader named) was checked before.
 *
 * @throws VerificationError RECORD_NOT_COVERED | KEY_NOT_DEALT | MANIFEST_CAPSULES_INVALID
 */
export function answerAccess(options: {
  readonly accessId: Hex;
  readonly deal: Deal;
  /** Of the record, as verified against its state. */
  readonly manifest: Manifest;
  readonly state: RecordState;
  readonly institutionShare: InstitutionShare;
}): ProxyAnswer["partials"] {
  const { accessId, deal, manifest, state, institutionShare } = options;
  requireCovered(state, deal.coverage);
  const { key, capsule } = matchKey(deal.keys, manifest);
  const y = fromHex(deal.granteeY, 96);
  const patient = partialReencrypt({
    c1: capsule.c1,
    rk: fromHex(key.share, 96),
    index: deal.index,
    commitments: key.commitments.map((commitment) => fromHex(commitment)),
    y,
    accessId,
  });
  const institution = partialFromScalarShare({
    c1: capsuleOf(manifest, CAPSULE_KIND.institution).c1,
    share: institutionShare.share,
    index: institutionShare.index,
    commitments: manifest.keys.institutionDeal.commitments.map((commitment) => fromHex(commitment)),
    y,
    accessId,
  });
  return { patient: encodeReencryptionPartial(patient), institution: encodeReencryptionPartial(institution) };
}

import { z } from "zod";
import { fromHex, hexOf, toHex, type Hex } from "../codec/index.ts";
import { CAPSULE_KIND, openOwnCapsule } from "../crypto/index.ts";
import {
  type Identities,
  differenceOf,
  openMessage,
  recordRefSchema,
  sealMessage,
  type RecordRef,
} from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import { capsuleContextOf, capsuleOf } from "./capsules.ts";
import type { Manifest } from "./schema.ts";

const institutionPartSchema = z.strictObject({
  format: z.literal("medlattice/institution-part/v1"),
  record: recordRefSchema,
  part: hexOf(32),
});

/**
 * The institution opens its own part and seals it to the record's patient, who has logged in as such: DESIGN's "patient with
 * institution". The patient's part stays with the patient, so neither side has both without the other (S3).
 *
 * @throws VerificationError CAPSULE_*
 */
export async function releaseInstitutionPart(options: {
  readonly manifest: Manifest;
  /** The institution's record scalar, from `createInstitutionDeal`. */
  readonly scalar: bigint;
  /** age recipient in the patient's key manifest. */
  readonly recipient: string;
}): Promise<Hex> {
  const { manifest, scalar, recipient } = options;
  const capsule = capsuleOf(manifest, CAPSULE_KIND.institution);
  const part = openOwnCapsule({ capsule, a: scalar, context: capsuleContextOf(manifest.content, capsule) });
  const { chainId, registryId, recordId, version } = manifest.content;
  const record = { registryId, chainId, recordId, version };
  return sealMessage({
    schema: institutionPartSchema,
    message: { format: "medlattice/institution-part/v1", record, part: toHex(part) },
    recipients: [recipient],
  });
}

/**
 * The patient opens the part his institution released. Whether it is the right one shows when the record opens.
 * @throws VerificationError INSTITUTION_PART_MISMATCH (facts.member) | SEALED_MESSAGE_*
 */
export async function openInstitutionPart(options: {
  readonly sealed: Hex;
  readonly identity: Identities;
  readonly record: RecordRef;
}): Promise<Uint8Array> {
  const { value } = await openMessage({
    schema: institutionPartSchema,
    sealed: options.sealed,
    identity: options.identity,
  });
  const member = differenceOf(value.record, options.record);
  if (member !== null) {
    throw new VerificationError(
      "INSTITUTION_PART_MISMATCH",
      "The institution released the part of another record.",
      {
        facts: { member },
      },
    );
  }
  return fromHex(value.part, 32);
}

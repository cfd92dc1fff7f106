import { z } from "zod";
import type { Hex } from "../codec/index.ts";
import { type SealedDeal, sealedDealSchema } from "../consent/index.ts";
import { type Identities, openMessage, sealMessage } from "../envelope/index.ts";

/** A grant's package on its way through a mailbox: sealed once more, so that the mailbox does not learn whose grant it is. */
const grantNoticeSchema = z.strictObject({
  format: z.literal("medlattice/grant-notice/v2"),
  package: sealedDealSchema,
});

export async function sealGrantNotice(grantPackage: SealedDeal, recipient: string): Promise<Hex> {
  return await sealMessage({
    schema: grantNoticeSchema,
    message: { format: "medlattice/grant-notice/v2", package: grantPackage },
    recipients: [recipient],
  });
}

/** @throws VerificationError SEALED_MESSAGE_* | InvalidInputError DOCUMENT_INVALID */
export async function openGrantNotice(sealed: Hex, identity: Identities): Promise<SealedDeal> {
  return (await openMessage({ schema: grantNoticeSchema, sealed, identity })).value.package;
}

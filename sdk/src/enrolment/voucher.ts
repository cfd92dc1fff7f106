import { z } from "zod";
import {
  addressSchema,
  bytes32Schema,
  concatBytes,
  fromHex,
  hexUpTo,
  sha256,
  signatureSchema,
  storeJson,
  timestampSchema,
  toHex,
  utf8,
  type Hex,
} from "../codec/index.ts";
import {
  addressOf,
  requireSignature,
  sign,
  typed,
  type SignatureCheck,
  type Signer,
} from "../eip712/index.ts";
import { type Identities, openMessage, sealDocument } from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import { identityDomain, type IdentityAt } from "../identity/index.ts";
import { newId } from "../record/index.ts";
import { realIdentitySchema, type RealIdentity } from "./real-identity.ts";

const HOLDER_DOMAIN = "medlattice/voucher-holder/v1";
const SEALED_BYTES = 16_384;

/** What an organisation tells the authority of a person it has identified (docs/decisions/0006); sealed to the authority. */
export const voucherDocumentSchema = z.strictObject({
  format: z.literal("medlattice/voucher/v1"),
  voucherId: bytes32Schema,
  organization: bytes32Schema,
  authority: bytes32Schema,
  /** SHA-256("medlattice/voucher-holder/v1" ‖ secret): only who knows the secret can use the voucher. */
  holder: bytes32Schema,
  identity: realIdentitySchema,
  issuedAt: timestampSchema,
  expiresAt: timestampSchema,
});

/** A voucher as its holder carries it. The private pseudonym is not in it, so the authority cannot learn it from here. */
export const voucherSchema = z.strictObject({
  organization: bytes32Schema,
  authority: bytes32Schema,
  voucherHash: bytes32Schema,
  signer: addressSchema,
  signature: signatureSchema,
  sealed: hexUpTo(SEALED_BYTES),
});

export type VoucherDocument = z.infer<typeof voucherDocumentSchema>;
export type Voucher = z.infer<typeof voucherSchema>;

/** A fresh holder's secret with its commitment. The secret stays with the person until she redeems the voucher. */
export function newVoucherHolder(): { readonly secret: Hex; readonly holder: Hex } {
  const secret = newId();
  return { secret, holder: voucherHolder(secret) };
}

export function voucherHolder(secret: Hex): Hex {
  return toHex(sha256(concatBytes(utf8(HOLDER_DOMAIN), fromHex(secret, 32))));
}

/** The organisation's oracle issues a voucher. @param options.at the consortium's identity registry */
export async function issueVoucher(options: {
  readonly at: IdentityAt;
  readonly organization: Hex;
  readonly authority: { readonly orgId: Hex; readonly recipient: string };
  readonly holder: Hex;
  readonly identity: RealIdentity;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The organisation's oracle key. */
  readonly signer: Signer;
}): Promise<Voucher> {
  const { at, organization, authority, holder, identity, issuedAt, expiresAt } = options;
  const stored = storeJson(
    voucherDocumentSchema,
    {
      format: "medlattice/voucher/v1",
      voucherId: newId(),
      organization,
      authority: authority.orgId,
      holder,
      identity,
      issuedAt,
      expiresAt,
    },
    SEALED_BYTES / 2,
  );
  const signer = addressOf(options.signer);
  const message = { organization, voucherHash: stored.hash, signer };
  return {
    organization,
    authority: authority.orgId,
    voucherHash: stored.hash,
    signer,
    signature: await sign(options.signer, typed("Voucher", identityDomain(at), message)),
    sealed: await sealDocument(stored, [authority.recipient]),
  };
}

/**
 * The authority opens a voucher and checks signature, addressee, holder and time. Left to its caller: that `signer` is the
 * organisation's oracle key on chain, and that the voucher was not used before.
 *
 * @throws VerificationError SIGNATURE_INVALID | SEALED_MESSAGE_* | VOUCHER_MISMATCH (facts.member) | VOUCHER_EXPIRED
 */
export async function openVoucher(options: {
  readonly at: IdentityAt;
  readonly voucher: Voucher;
  readonly authority: Hex;
  /** age identity of the authority's sealing key. */
  readonly identity: Identities;
  readonly holderSecret: Hex;
  readonly nowSeconds: number;
  readonly check?: SignatureCheck;
}): Promise<VoucherDocument> {
  const { at, voucher, authority, nowSeconds, check } = options;
  const { organization, voucherHash, signer, signature, sealed } = voucher;
  await requireSignature({
    data: typed("Voucher", identityDomain(at), { organization, voucherHash, signer }),
    signer,
    signature,
    ...(check === undefined ? {} : { check }),
  });
  const { value, hash } = await openMessage({
    schema: voucherDocumentSchema,
    sealed,
    identity: options.identity,
  });
  if (hash !== voucherHash) throw mismatch("voucherHash");
  if (value.organization !== organization) throw mismatch("organization");
  if (value.authority !== authority || voucher.authority !== authority) throw mismatch("authority");
  if (value.holder !== voucherHolder(options.holderSecret)) throw mismatch("holder");
  if (nowSeconds >= value.expiresAt) {
    throw new VerificationError("VOUCHER_EXPIRED", "The voucher has expired.", {
      hints: ["Ask the organisation that issued it for a new one."],
    });
  }
  return value;
}

function mismatch(member: string): VerificationError {
  return new VerificationError("VOUCHER_MISMATCH", "The voucher is not for this holder or authority.", {
    facts: { member },
  });
}

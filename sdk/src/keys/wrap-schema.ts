import { z } from "zod";
import {
  addressSchema,
  ageRecipientSchema,
  bytes32Schema,
  COUNTS,
  fromBase64Url,
  hexOf,
  hexUpTo,
} from "../codec/index.ts";

/** 16 public bytes by which a master key is recognised. */
export const checkSchema = hexOf(16);

const base64UrlSchema = z
  .string()
  .min(1)
  .max(2_048)
  .refine(
    (text) => {
      try {
        return fromBase64Url(text).length > 0;
      } catch {
        return false;
      }
    },
    { error: "not base64url" },
  );

const common = {
  format: z.literal("medlattice/key-wrap/v1"),
  /** Enters the key derivation, so every wrap has a key of its own. */
  salt: bytes32Schema,
  check: checkSchema,
  /** 32 bytes of key and 16 of tag. */
  wrapped: hexOf(48),
};

/** Under a wallet's signature. */
export const walletWrapSchema = z.strictObject({
  ...common,
  kind: z.literal("wallet"),
  account: addressSchema,
});

/** Under a passphrase. The bounds keep a hostile keyring from exhausting memory (128·N·r bytes). */
export const passphraseWrapSchema = z.strictObject({
  ...common,
  kind: z.literal("passphrase"),
  scrypt: z.strictObject({
    logN: z.int().min(10).max(20),
    r: z.int().min(1).max(16),
    p: z.int().min(1).max(4),
  }),
});

/** Under a passkey's PRF output (WebAuthn level 3 §10.1.4); `prfInput` is what the authenticator was asked to evaluate. */
export const passkeyWrapSchema = z.strictObject({
  ...common,
  kind: z.literal("passkey"),
  credentialId: base64UrlSchema,
  prfInput: bytes32Schema,
});

const guardianShareSchema = z.strictObject({
  index: z.int().min(1).max(255),
  recipient: ageRecipientSchema,
  /** `medlattice/guardian-share/v1`, sealed to the recipient. */
  sealed: hexUpTo(4_096),
});

/** Under a random secret that m of n guardians hold. */
export const guardiansWrapSchema = z.strictObject({
  ...common,
  kind: z.literal("guardians"),
  /** Feldman commitments in G1, as many as the threshold. */
  commitments: z.array(hexOf(48)).min(2).max(16),
  shares: z.array(guardianShareSchema).min(2).max(16),
});

export const keyWrapSchema = z.discriminatedUnion("kind", [
  walletWrapSchema,
  passphraseWrapSchema,
  passkeyWrapSchema,
  guardiansWrapSchema,
]);

/** The master key under all its wraps; what a person's oracle keeps, and serves only after login (DESIGN rule 3). */
export const keyringSchema = z.strictObject({
  format: z.literal("medlattice/keyring/v1"),
  check: checkSchema,
  wraps: z.array(keyWrapSchema).min(1).max(COUNTS.wraps),
});

export type WalletWrap = z.infer<typeof walletWrapSchema>;
export type PassphraseWrap = z.infer<typeof passphraseWrapSchema>;
export type PasskeyWrap = z.infer<typeof passkeyWrapSchema>;
export type GuardiansWrap = z.infer<typeof guardiansWrapSchema>;
export type KeyWrap = z.infer<typeof keyWrapSchema>;
export type Keyring = z.infer<typeof keyringSchema>;

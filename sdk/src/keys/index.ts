export { recoverFromGuardians, releaseGuardianShare, wrapForGuardians } from "./guardians.ts";
export {
  keyLeaves,
  readCategoryLeaf,
  readReceiveLeaf,
  readSealingLeaf,
  type KeyManifestPlan,
} from "./key-leaves.ts";
export {
  createKeyManifest,
  discloseLeaf,
  keyManifestOf,
  keyManifestRoot,
  parseKeyManifest,
  storeKeyManifest,
  verifyDisclosure,
  type SignedKeyManifest,
} from "./key-manifest.ts";
export {
  keyDisclosureSchema,
  keyManifestSchema,
  type CategoryKey,
  type KeyDisclosure,
  type KeyLeaf,
  type KeyManifest,
} from "./key-manifest-schema.ts";
export { addWrap, createKeyring, parseKeyring, removeWrap, storeKeyring } from "./keyring.ts";
export { MASTER_KEY_BYTES, MasterKey } from "./master-key.ts";
export { newPrfInput, unwrapWithPasskey, wrapWithPasskey, type PasskeyResult } from "./passkey.ts";
export {
  PASSPHRASE_MIN_CHARACTERS,
  SCRYPT_RECOMMENDED,
  unwrapWithPassphrase,
  wrapWithPassphrase,
} from "./passphrase.ts";
export { categoryScalar, receiveScalar, recordScalar } from "./scalars.ts";
export { sealingKey, type SealingKey } from "./sealing.ts";
export {
  categoryTag,
  denyTag,
  denyTagsOf,
  SCOPE,
  SUBJECT,
  tagKey,
  ZERO32,
  type DeniedPair,
  type DenyTagInput,
  type ScopeKind,
  type SubjectKind,
} from "./tags.ts";
export {
  deriveFromSignature,
  keyDerivationMessage,
  signatureSecret,
  unwrapWithWallet,
  wrapWithWallet,
} from "./wallet.ts";
export {
  keyringSchema,
  keyWrapSchema,
  type GuardiansWrap,
  type Keyring,
  type KeyWrap,
  type PasskeyWrap,
  type PassphraseWrap,
  type WalletWrap,
} from "./wrap-schema.ts";

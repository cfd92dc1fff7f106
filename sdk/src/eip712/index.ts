export {
  contractDomain,
  KEYS_DOMAIN,
  type ContractAt,
  type ContractDomain,
  type Domain,
  type KeysDomain,
} from "./domains.ts";
export {
  accessIdOf,
  claimLeaf,
  correctionHashOf,
  credentialHash,
  grantIdOf,
  mandateIdOf,
  orgIdOf,
  proposalLeaf,
  receiptLeaf,
  statementHash,
  termsHash,
} from "./ids.ts";
export { SECP256K1_HALF_ORDER, SECP256K1_ORDER } from "./secp256k1.ts";
export {
  checkEoaSignature,
  eoaSignatureCheck,
  type RecoverAccount,
  recoverEoaSigner,
  requireSignature,
  type SignatureCheck,
  type SignatureQuestion,
  signerRecovery,
  type SignerRecovery,
} from "./signature.ts";
export {
  addressOf,
  fromEthersSigner,
  fromWalletClient,
  sign,
  type EthersSignerLike,
  type Signer,
  type TypedDataToSign,
  type WalletClientLike,
} from "./signer.ts";
export {
  contractsOf,
  STRUCTS,
  typesOf,
  type ContractName,
  type MessageOf,
  type StructField,
  type StructName,
} from "./structs.ts";
export { digestOf, hashOf, typed, type Typed } from "./typed.ts";

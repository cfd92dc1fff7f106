export * from "./afgh/index.ts";
export { FR_ORDER, scalarFromBytes, scalarToBytes } from "./bls/scalar.ts";
export { initCrypto } from "./init.ts";
export { type OpenAeadParameters, type SealAeadParameters, openAead, sealAead } from "./primitives/aead.ts";
export { type Hex, equalBytes } from "./primitives/bytes.ts";
export { type HkdfParameters, hkdfSha256 } from "./primitives/hkdf.ts";
export { type RandomBytes, randomScalar, scalarFromBytes64 } from "./primitives/random.ts";
export * from "./threshold/index.ts";

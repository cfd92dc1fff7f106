import {
  BLS12_381,
  G1,
  G2,
  type GT,
  IRTF,
  PrecomputedG2,
  fromHexStr,
  init,
  pairing,
  setETHserialization,
  setMapToMode,
  verifyOrderG1,
  verifyOrderG2,
} from "mcl-wasm";
import { MedLatticeError } from "../errors/index.ts";

/** Generators of G1, G2 (draft-irtf-cfrg-pairing-friendly-curves-11 §4.2.1) and of GT, loaded into the pairing library. */
export interface BlsContext {
  readonly g1: G1;
  readonly g2: G2;
  /** Miller lines of the G2 generator; alive as long as the program, so never destroyed. */
  readonly g2Lines: PrecomputedG2;
  /** e(g1, g2). */
  readonly gt: GT;
}

const G1_GENERATOR =
  "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb";
const G2_GENERATOR =
  "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e" +
  "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8";

// mcl-wasm has one curve per process, so its readiness is process-wide state; it is set only by initCrypto.
let loading: Promise<BlsContext> | undefined;
let context: BlsContext | undefined;

/**
 * Loads the BLS12-381 pairing library (WebAssembly). Await it once before any operation on that curve; calling it again,
 * also concurrently, costs nothing. In a page the content security policy must allow `'wasm-unsafe-eval'`.
 */
export async function initCrypto(): Promise<void> {
  loading ??= load();
  try {
    context = await loading;
  } catch (cause) {
    loading = undefined;
    throw new MedLatticeError("CRYPTO_INIT_FAILED", "The pairing library could not be loaded.", {
      cause,
      hints: ["In a page, allow 'wasm-unsafe-eval' in the content security policy."],
    });
  }
}

/** @internal The loaded library; throws `CRYPTO_NOT_READY` before {@link initCrypto} has finished. */
export function blsContext(): BlsContext {
  if (context === undefined) {
    throw new MedLatticeError("CRYPTO_NOT_READY", "The pairing library is not loaded yet.", {
      hints: ["Await initCrypto() once at the start of the program."],
    });
  }
  return context;
}

async function load(): Promise<BlsContext> {
  await init(BLS12_381);
  // ZCash point encoding and big-endian scalars.
  setETHserialization(true);
  // Field elements are mapped to points as RFC 9380 does it.
  setMapToMode(IRTF);
  // Without these, decoding accepts points of the curve outside the prime-order subgroup.
  verifyOrderG1(true);
  verifyOrderG2(true);
  const g1 = new G1();
  g1.deserialize(fromHexStr(G1_GENERATOR));
  const g2 = new G2();
  g2.deserialize(fromHexStr(G2_GENERATOR));
  return { g1, g2, g2Lines: new PrecomputedG2(g2), gt: pairing(g1, g2) };
}

import {
  BN254_ORDER,
  type AffinePoint,
  commit,
  commitmentMessage,
  decompressCommitment,
  encodeCommitmentKey,
  generateCommitmentKey,
  openingHash,
  proveKeyPossession,
  redact,
} from "../src/crypto/index.ts";
import { toAffine } from "../src/crypto/commitment/bn254.ts";
import { commitmentGenerator } from "../src/crypto/commitment/generator.ts";
import { SOURCE, vectorId, vectorRandom, word } from "./source.ts";

const REGISTRY = "0x5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b";
const CHAIN_ID = 7100;

/** The commitment of a record, its opening, a correction, and the proof of possession of the key. */
export function commitmentVectors(): object {
  const orgId = vectorId("commitment/orgId");
  const { x, h1 } = generateCommitmentKey(vectorRandom("commitment/key"));
  const possession = proveKeyPossession({
    x,
    chainId: BigInt(CHAIN_ID),
    organizationRegistry: REGISTRY,
    orgId,
    random: vectorRandom("commitment/possession"),
  });
  const registryId = vectorId("commitment/registryId");
  const message = {
    registryId,
    chainId: BigInt(CHAIN_ID),
    recordId: vectorId("commitment/recordId"),
    version: 0,
    digest: vectorId("commitment/digest/0"),
    fieldRoot: vectorId("commitment/fieldRoot/0"),
  };
  const m = commitmentMessage(message);
  const { commitment, r, proof } = commit({ h1, m, registryId, random: vectorRandom("commitment/commit") });
  const corrected = {
    ...message,
    version: 1,
    digest: vectorId("commitment/digest/1"),
    fieldRoot: vectorId("commitment/fieldRoot/1"),
  };
  const mCorrected = commitmentMessage(corrected);
  const redacted = redact({
    x,
    commitment,
    m: mCorrected,
    registryId,
    random: vectorRandom("commitment/redact"),
  });
  return {
    what: "Chameleon commitment as a sigma-OR proof on BN254 G1 (docs/wire-formats.md, Commitment)",
    ...SOURCE,
    encoding: "points {x, y} as 32-byte words; proof = c1 || z1 || c2 || z2",
    order: word(BN254_ORDER),
    h2: point(toAffine(commitmentGenerator())),
    key: {
      x: word(x),
      h1: point(h1),
      encoded: encodeCommitmentKey(h1),
      chainId: CHAIN_ID,
      organizationRegistry: REGISTRY,
      orgId,
      possession,
    },
    registration: {
      draws: "commitment/commit: r, then w, c2, z2",
      message: { ...message, chainId: CHAIN_ID },
      m: word(m),
      r: word(r),
      h: point(decompressCommitment(commitment)),
      commitment,
      proof,
      commitmentProof: openingHash({ h1, ...message, proof }),
    },
    correction: {
      draws: "commitment/redact: w, c1, z1",
      message: { ...corrected, chainId: CHAIN_ID },
      m: word(mCorrected),
      proof: redacted,
      commitmentProof: openingHash({ h1, ...corrected, proof: redacted }),
    },
  };
}

function point({ x, y }: AffinePoint) {
  return { x: word(x), y: word(y) };
}

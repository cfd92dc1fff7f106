// `node circuits/scripts/vectors.ts`: proofs under the shipped keys, for tests of every layer: sdk/vectors/circuits.json, and the same as
// Solidity. All but the proofs comes from labels; proofs are other ones each time, so the files change with every run.
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  BABY_JUBJUB_ORDER,
  commitmentKeyOf,
  compressCommitment,
  encodeCommitmentKey,
  proveKeyPossession,
} from "../../sdk/src/crypto/babyJubjub/index.ts";
import { decodeAffine, multiply } from "../../sdk/src/crypto/babyJubjub/curve.ts";
import { babyJubjubGenerator } from "../../sdk/src/crypto/babyJubjub/generator.ts";
import { openingInputs } from "../../sdk/src/crypto/babyJubjub/statement.ts";
import { boundedCorrection, chameleonOpening } from "../../sdk/src/circuits/index.ts";
import { aRecord, amendmentInputs, changed } from "../../sdk/src/circuits/testing/amendment.ts";
import { createNodeProver } from "../../sdk/src/node/prover/index.ts";
import { vectorId, vectorRandom, vectorScalar, word } from "../../sdk/vectors/source.ts";
import { CIRCUITS_FOLDER } from "./lib/paths.ts";
import { type CircuitVectors, toSolidityVectors } from "./lib/toSolidityVectors.ts";

const PROJECT_FOLDER = resolve(CIRCUITS_FOLDER, "..");
const JSON_FILE = `${PROJECT_FOLDER}/sdk/vectors/circuits.json`;
const SOLIDITY_FILE = `${PROJECT_FOLDER}/contracts/test/correction/groth16/ProofVectors.sol`;

if (process.argv.includes("--check")) {
  const vectors: CircuitVectors = JSON.parse(await readFile(JSON_FILE, "utf8"));
  if ((await readFile(SOLIDITY_FILE, "utf8")) !== toSolidityVectors(vectors)) {
    console.error(
      "ProofVectors.sol is not made of sdk/vectors/circuits.json: node circuits/scripts/vectors.ts",
    );
    process.exitCode = 1;
  }
} else {
  const vectors = await makeVectors();
  await writeFile(JSON_FILE, `${JSON.stringify(vectors, null, 2)}\n`);
  await writeFile(SOLIDITY_FILE, toSolidityVectors(vectors));
}

async function makeVectors(): Promise<CircuitVectors> {
  const prover = createNodeProver();
  const scalar = (label: string) => vectorScalar(label, BABY_JUBJUB_ORDER);
  const point = ({ x, y }: { readonly x: bigint; readonly y: bigint }) => ({ x: word(x), y: word(y) });
  const [x, r] = [scalar("circuits/x"), scalar("circuits/r")];
  const h1 = commitmentKeyOf(x);
  const registryId = vectorId("circuits/registryId");
  const m = BigInt(vectorId("circuits/m")) >> 8n;
  const corrected = BigInt(vectorId("circuits/m/corrected")) >> 8n;
  const h = multiply(decodeAffine(h1, "h1"), r).add(multiply(babyJubjubGenerator(), m)).toAffine();
  const opened = await prover.prove(chameleonOpening, openingInputs({ h, h1, m, registryId }, { r }));
  const redacted = await prover.prove(
    chameleonOpening,
    openingInputs({ h, h1, m: corrected, registryId }, { x }),
  );
  const place = {
    chainId: 7100n,
    organizationRegistry: `0x${"5b".repeat(20)}`,
    orgId: vectorId("circuits/orgId"),
  } as const;

  const sections = aRecord();
  const changes = [changed(sections, 4, 9n), changed(sections, 0, 0n)];
  const inputs = amendmentInputs({ sections, changes, policy: [101n, 102n], context: corrected });
  const amended = await prover.prove(boundedCorrection, inputs);
  prover.close();
  return {
    what: "Openings on Baby Jubjub and a bounded correction (docs/circuits.md), Groth16 on BN254 under the shipped keys",
    generator: "node circuits/scripts/vectors.ts",
    encoding:
      "points {x, y} and scalars as 32-byte words; proof = A.x, A.y, B.x imaginary and real, B.y the same, C.x, C.y",
    scalars: 'OS2IP(SHA-512("medlattice/vector/" || "circuits/x", "circuits/r")) mod (l - 1) + 1',
    h2Rule:
      'y = SHA-256("medlattice/ch-babyjubjub/H2/v1" || u32be(counter)) mod p, the first with x = even sqrt((1 - y^2) / (a - d y^2)); H2 = 8 (x, y)',
    opening: {
      order: word(BABY_JUBJUB_ORDER),
      h2: point(babyJubjubGenerator().toAffine()),
      x: word(x),
      h1: point(h1),
      encodedKey: encodeCommitmentKey(h1),
      possession: {
        chainId: Number(place.chainId),
        organizationRegistry: place.organizationRegistry,
        orgId: place.orgId,
        draws: "circuits/possession: w",
        proof: proveKeyPossession({ x, ...place, random: vectorRandom("circuits/possession") }),
      },
      registryId,
      context: word(opened.signals.context),
      r: word(r),
      m: word(m),
      h: point(h),
      commitment: compressCommitment(h),
      proof: opened.proof,
      correctedM: word(corrected),
      correctedProof: redacted.proof,
    },
    amendment: {
      sections: "class 101 + i mod 3, locator 1000 + i, body 5000 + i for i = 0 … 11",
      changes: "body of section 4 becomes 9, section 0 is removed; the policy has the classes 101 and 102",
      oldRoot: word(amended.signals.oldRoot),
      newRoot: word(amended.signals.newRoot),
      policyRoot: word(amended.signals.policyRoot),
      context: word(amended.signals.context),
      proof: amended.proof,
    },
  };
}

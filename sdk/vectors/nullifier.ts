import { toHex } from "../src/codec/index.ts";
import {
  blindNullifier,
  canonicalRealId,
  dealNullifierKey,
  evaluateNullifier,
  finalizeNullifier,
} from "../src/crypto/index.ts";
import { RISTRETTO_ORDER } from "../src/crypto/oprf/group.ts";
import { SOURCE, vectorId, vectorRandom, word } from "./source.ts";

/** A nullifier evaluated by two of three authorities. */
export function nullifierVectors(): object {
  const identity = { system: "urn:oid:2.16.156.10011.1.3", value: "110105 19491231-002x" };
  const realId = canonicalRealId(identity);
  const place = { chainId: 7100n, registryId: vectorId("nullifier/registryId") };
  const { key, shares } = dealNullifierKey({
    threshold: 2,
    indices: [1, 2, 3],
    random: vectorRandom("nullifier/key"),
  });
  const asked = blindNullifier({ realId, ...place, random: vectorRandom("nullifier/blind") });
  const evaluations = shares.map((share) =>
    evaluateNullifier({
      key,
      blinded: asked.blinded,
      ...share,
      random: vectorRandom(`nullifier/evaluate/${share.index}`),
    }),
  );
  return {
    what: "Threshold nullifier over VOPRF(ristretto255, SHA-512); the first 32 bytes of the RFC 9497 output for abi.encode(domain, chainId, registryId, realId)",
    ...SOURCE,
    encoding:
      "elements 32 B (RFC 9496); proofs 64 B (RFC 9497, little-endian scalars); shares and blind 32 B big-endian",
    order: word(RISTRETTO_ORDER),
    identity,
    realId,
    chainId: Number(place.chainId),
    registryId: place.registryId,
    threshold: key.threshold,
    commitments: key.commitments.map(toHex),
    shares: shares.map(({ index, share }) => ({ index, share: word(share) })),
    input: toHex(asked.input),
    blind: word(asked.blind),
    blinded: toHex(asked.blinded),
    evaluations: evaluations.map(({ index, evaluated, proof }) => ({
      index,
      evaluated: toHex(evaluated),
      proof: toHex(proof),
    })),
    nullifier: finalizeNullifier({ key, evaluations, ...asked }),
  };
}

import type { Hex } from "../codec/index.ts";
import { initCrypto } from "../crypto/index.ts";
import { UnavailableError, VerificationError } from "../errors/index.ts";
import { askNodes, type Proof, proofTrust, type VerifiedProof, verifyProof } from "../proof/index.ts";
import { checkThrough } from "./checkThrough.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";

/** A proof file, and what it says to who checks it now. */
export interface MadeProof {
  readonly proof: Proof;
  readonly verified: VerifiedProof;
}

export type ProofStage = "asking" | "checking";

/**
 * Asks the institution for the proof of one of the patient's own records, and checks it as a stranger would before anybody relies on it: with the
 * network's description, the own nodes of the record's chain, and the public chain where its node answers (DESIGN rule 20).
 *
 * @throws UnavailableError `PROOF_NOT_ANCHORED`: facts.retryAfterSeconds says when to ask again
 * @throws VerificationError `PROOF_BROKEN` | `PROOF_OTHER_RECORD`
 */
export async function makeProof(
  person: Person,
  { chainId, recordId }: { readonly chainId: number; readonly recordId: Hex },
  onStage: (stage: ProofStage) => void = () => undefined,
): Promise<MadeProof> {
  onStage("asking");
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const proof = await oracle.anchors.proofOf(recordId);
  onStage("checking");
  if (proof.snapshot.chain.chainId !== chainId || proof.evidence.state.recordId !== recordId) {
    throw new VerificationError(
      "PROOF_OTHER_RECORD",
      "The institution has sent the proof of another record.",
    );
  }
  return { proof, verified: await verifiedBy(person, proof) };
}

async function verifiedBy(person: Person, proof: Proof): Promise<VerifiedProof> {
  await initCrypto();
  const { network } = person;
  const { chainId } = proof.snapshot.chain;
  const described = proofTrust(network, proof);
  // A key that the institution has set since the description was made.
  const present = await person.reader(chainId).chameleonKeyOf(institutionOf(network, chainId));
  const trust = { ...described, chameleonKeys: [...described.chameleonKeys, present] };
  const nodes = new Map(network.chains.map(({ chainId: at, rpcUrl }) => [at, rpcUrl]));
  const { isController, rootOf } = askNodes(network, proof, nodes);
  const offline = { ...trust, ...(isController === undefined ? {} : { isController }) };
  const check = checkThrough(person, chainId);
  try {
    // What the file itself says of corrections, since that is what a stranger will read.
    return await verifyProof(proof, { ...offline, ...(rootOf === undefined ? {} : { rootOf }) }, check);
  } catch (error) {
    // A public chain that is away says nothing against a proof that holds without it.
    if (!(error instanceof UnavailableError)) throw error;
    return await verifyProof(proof, offline, check);
  }
}

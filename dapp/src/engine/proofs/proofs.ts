import { initCrypto } from "@medlattice/sdk/crypto";
import type { Hex } from "@medlattice/sdk/codec";
import { makeProof, type ProofStage } from "@medlattice/sdk/person";
import { MOST_PROOF_BYTES, readProof, writeProof } from "@medlattice/sdk/proof";
import type { Session } from "../session/session.ts";
import type { EngineContext } from "../session/sessionVerbs.ts";
import { type CheckedFile, checkFile, type Proven, provenView } from "./checkFile.ts";

/** A proof as it was made just now. */
export interface ProofFile {
  readonly bytes: Uint8Array;
  readonly proven: Proven;
}

/** Proofs of records up to a public chain (DESIGN rule 20): made by their patient, checked by anybody, signed in or not. */
export function proofVerbs(session: Session, context: EngineContext) {
  return {
    /** Loads what checking needs, so that it works without a connection from then on. */
    async prepare(): Promise<void> {
      await Promise.all([context.network(), initCrypto()]);
    },
    /** @param asks whether the nodes of the network's public chain and of the record's chain are asked as well */
    async check(file: Blob, asks: boolean): Promise<CheckedFile> {
      // Of a file that is larger than any proof no more is read than shows it.
      const bytes = new Uint8Array(await file.slice(0, MOST_PROOF_BYTES + 1).arrayBuffer());
      return await checkFile(await context.network(), readProof(bytes), asks);
    },
    /** The patient's own, checked before it is handed out. */
    async make(
      which: { readonly chainId: number; readonly recordId: Hex },
      onStage: (stage: ProofStage) => void,
    ): Promise<ProofFile> {
      const person = session.person();
      const { proof, verified } = await makeProof(person, which, onStage);
      return { bytes: writeProof(proof), proven: provenView(person.network, verified, false) };
    },
  };
}

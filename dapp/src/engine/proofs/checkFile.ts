import type { Hex } from "@medlattice/sdk/codec";
import { UnavailableError, VerificationError } from "@medlattice/sdk/errors";
import type { NetworkDescription } from "@medlattice/sdk/network";
import {
  checkProof,
  PROOF_LINKS,
  type Proof,
  type ProofLink,
  type VerifiedProof,
} from "@medlattice/sdk/proof";

/** What a proof shows, and as of when. */
export interface Proven {
  readonly status: "registered" | "superseded";
  readonly version: number;
  /** Height of the institution's chain; of later corrections the file knows nothing. */
  readonly knownUpTo: number;
  /** Unix seconds: when the institution said so, or just now where its chain was asked. */
  readonly knownAt: number;
  readonly institution: string;
  readonly publicChain: string;
  readonly isSeenOnChain: boolean;
  readonly areSignersKnown: boolean;
}

/** A proof file as it was found. */
export interface CheckedFile {
  /** Null when a link breaks. */
  readonly proven: Proven | null;
  readonly broken: { readonly link: ProofLink; readonly why: string } | null;
  /** The institution's and the public chain's names, as far as the network knows what the file names. */
  readonly institution: string;
  readonly publicChain: string;
  /** For support: ids as they stand in the file. */
  readonly ids: { readonly recordId: Hex; readonly patient: Hex; readonly root: Hex };
}

/** Checks a proof by what this network's description says; a broken link is an answer, not an error. */
export async function checkFile(
  network: NetworkDescription,
  proof: Proof,
  asks: boolean,
): Promise<CheckedFile> {
  const { snapshot, anchor, evidence } = proof;
  const { recordId, patient } = evidence.state;
  const about = {
    institution: institutionAt(network, snapshot.chain.chainId),
    publicChain: chainName(network, anchor.chainId),
    ids: { recordId, patient, root: anchor.root },
  };
  try {
    const verified = await (asks ? checkAsking(network, proof) : checkProof(proof, { network }));
    return { ...about, proven: provenView(network, verified, asks), broken: null };
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    const link = PROOF_LINKS.find((known) => known === error.facts["link"]);
    if (link === undefined) throw error;
    return { ...about, proven: null, broken: { link, why: String(error.facts["cause"]) } };
  }
}

/** The public chain must answer. Few people have a node of an institution's chain, so that one only may. */
async function checkAsking(network: NetworkDescription, proof: Proof): Promise<VerifiedProof> {
  const { chainId: publicId } = proof.anchor;
  const urls = new Map(network.chains.map(({ chainId, rpcUrl }) => [chainId, rpcUrl]));
  const publicNode = new Map([...urls].filter(([chainId]) => chainId === publicId));
  const seen = await checkProof(proof, { network, nodes: publicNode });
  try {
    return await checkProof(proof, { network, nodes: urls });
  } catch (error) {
    if (error instanceof UnavailableError) return seen;
    throw error;
  }
}

/** @param asked whether the record's chain was asked, where it answered */
export function provenView(network: NetworkDescription, verified: VerifiedProof, asked: boolean): Proven {
  const { status, version, knownUpTo, attestedAt, chainId, anchor, isSeenOnChain, areSignersKnown } =
    verified;
  return {
    status,
    version,
    knownUpTo,
    knownAt: areSignersKnown && asked ? Math.floor(Date.now() / 1000) : attestedAt,
    institution: institutionAt(network, chainId),
    publicChain: chainName(network, anchor.chainId),
    isSeenOnChain,
    areSignersKnown,
  };
}

function institutionAt({ organizations }: NetworkDescription, chainId: number): string {
  return organizations.find(({ privateChainId }) => privateChainId === chainId)?.name ?? "–";
}

function chainName({ chains }: NetworkDescription, chainId: number): string {
  return chains.find((chain) => chain.chainId === chainId)?.name ?? "–";
}

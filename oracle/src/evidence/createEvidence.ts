import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import { type RecordEvidence, recordEvidenceSchema } from "@medlattice/sdk/record";
import { bytes32 } from "@medlattice/sdk/client";
import type { Hex } from "viem";
import { z } from "zod";
import type { OracleChains } from "../chains/openChains.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { ManifestTable } from "../manifests/manifestTable.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { unknownChain } from "../relay/createRelay.ts";
import { type Witnessed, askWitnesses } from "./askWitnesses.ts";
import { buildEvidence } from "./buildEvidence.ts";
import type { OpeningOf } from "./openings.ts";
import type { Facts } from "./createFacts.ts";
import type { Entitlement } from "./requireEntitled.ts";
import { witnessesOf } from "./witnesses.ts";

/** With the access it is wanted for, and what the patient said under its grant: without them, peers hand nothing out. */
export interface EvidenceWanted extends Entitlement {
  readonly chainId: number;
  readonly recordId: Hex;
}

/** A record's evidence with the hash of its state as the answerer's own node gives it. */
export interface AttestedEvidence {
  readonly stateHash: Hex;
  readonly evidence: RecordEvidence;
}

export const attestedEvidence = z.strictObject({ stateHash: bytes32, evidence: recordEvidenceSchema });

/** What proves records, wherever they are registered. */
export interface EvidenceSource {
  /** Own index, own manifests. @throws UnavailableError EVIDENCE_MISSING | INDEX_BEHIND */
  local(chainId: number, recordId: Hex): Promise<AttestedEvidence>;
  /**
   * For an access: from here, or from the institution and the health authority, which must agree.
   * @throws VerificationError EVIDENCE_DISAGREES | UnavailableError WITNESS_UNREACHABLE
   */
  find(wanted: EvidenceWanted): Promise<Witnessed<AttestedEvidence>>;
}

export interface CreateEvidenceOptions {
  readonly config: Pick<OracleConfig, "network" | "peers" | "organization">;
  readonly chains: OracleChains;
  readonly facts: Facts;
  readonly queries: IndexQueries;
  readonly manifests: ManifestTable;
  readonly peers: PeerClient | undefined;
  readonly openingOf: OpeningOf;
}

export function createEvidence(options: CreateEvidenceOptions): EvidenceSource {
  const { config, chains, facts, queries, manifests, peers } = options;

  async function fromPeers({
    chainId,
    recordId,
    access,
    link,
  }: EvidenceWanted): Promise<Witnessed<AttestedEvidence>> {
    if (peers === undefined) throw unknownChain(chainId);
    const path = `/peer/v1/evidence/${chainId}/${recordId}`;
    const json: Entitlement = { access, link };
    return askWitnesses({
      chainId,
      witnesses: witnessesOf(config, chainId),
      ask: (witness) => peers.json(witness, { method: "POST", path, json }, attestedEvidence),
      essence: ({ stateHash }) => stateHash,
    });
  }

  const source: EvidenceSource = {
    async local(chainId, recordId) {
      const chain = chains.get(chainId);
      if (chain === undefined) throw unknownChain(chainId);
      let stateHash: Hex = "0x";
      const evidence = await buildEvidence(chain, recordId, {
        queries,
        manifests,
        openingOf: options.openingOf,
        stateHashOf: async (id) => {
          ({ stateHash } = await facts.askLocal<"record">(chainId, { kind: "record", recordId: id }));
          return stateHash;
        },
      });
      return { stateHash, evidence };
    },
    async find(wanted) {
      if (!chains.has(wanted.chainId)) return fromPeers(wanted);
      try {
        const answer = await source.local(wanted.chainId, wanted.recordId);
        return { answer, witnesses: [config.organization.orgId] };
      } catch (error) {
        if (!(error instanceof MedLatticeError) || error.code !== "EVIDENCE_MISSING") throw error;
        // The manifest is on its way here still; the state is this oracle's own all the same.
        const found = await fromPeers(wanted);
        const { stateHash } = await facts.askLocal<"record">(wanted.chainId, {
          kind: "record",
          recordId: wanted.recordId,
        });
        if (found.answer.stateHash === stateHash) return found;
        throw new UnavailableError("EVIDENCE_MISSING", "The record has changed while it was looked up.", {
          facts: { chainId: wanted.chainId },
        });
      }
    },
  };
  return source;
}

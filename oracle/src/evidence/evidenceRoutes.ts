import {
  attestationBody,
  bytes32,
  chainId,
  oneQuery,
  signatureBody,
  signatureReply,
  stateAttestation,
} from "@medlattice/sdk/client";
import { signedDocumentSchema } from "@medlattice/sdk/codec";
import { linkSchema } from "@medlattice/sdk/consent";
import { recordEvidenceSchema } from "@medlattice/sdk/record";
import { z } from "zod";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { Deals } from "../deals/createDeals.ts";
import type { OracleChains } from "../chains/openChains.ts";
import type { Tombstones } from "../erasure/tombstones.ts";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import type { Follower } from "../index/followChain.ts";
import { recordNotFound } from "../index/indexRoutes.ts";
import type { ManifestTable } from "../manifests/manifestTable.ts";
import type { ReadableRecords } from "../manifests/readableRecords.ts";
import { type AttestStateOptions, attestState } from "./attestState.ts";
import { type EvidenceSource, attestedEvidence } from "./createEvidence.ts";
import type { Facts } from "./createFacts.ts";
import { factQuestion } from "./facts.ts";
import { requireEntitled } from "./requireEntitled.ts";
import { takeManifestCopy } from "./takeManifestCopy.ts";

export interface PeerEvidenceOptions {
  readonly config: Pick<OracleConfig, "network">;
  readonly deals: Pick<Deals, "open">;
  readonly chains: OracleChains;
  readonly facts: Facts;
  readonly evidence: EvidenceSource;
  readonly manifests: ManifestTable;
  readonly tombstones: Tombstones;
  readonly nowSeconds: () => number;
}

const WAIT_FOR_BLOCK_MS = 5_000;
const evidenceQuestion = z.strictObject({
  access: z.strictObject({ chainId, accessId: bytes32 }),
  link: linkSchema.nullable(),
});
const onChain = z.strictObject({ chainId: z.coerce.number().pipe(chainId) });

/** What oracles of other organisations ask here because they have no node on a chain that this one has. */
export function peerEvidenceRoutes(app: App, options: PeerEvidenceOptions): void {
  const { facts, evidence, manifests } = options;

  app.route({
    method: "POST",
    url: "/peer/v1/chains/:chainId/facts",
    schema: { params: onChain, body: factQuestion },
    // Each kind of question has an answer of its own form, which the asking side checks.
    handler: async (request) => ({ answer: await facts.askLocal(request.params.chainId, request.body) }),
  });

  app.route({
    method: "POST",
    url: "/peer/v1/evidence/:chainId/:recordId",
    schema: {
      params: onChain.extend({ recordId: bytes32 }),
      body: evidenceQuestion,
      response: { 200: attestedEvidence },
    },
    handler: async (request) => {
      const { chainId: at, recordId } = request.params;
      const attested = await evidence.local(at, recordId);
      await requireEntitled(options, { chainId: at, state: attested.evidence.state }, request.body);
      return attested;
    },
  });

  app.route({
    method: "PUT",
    url: "/peer/v1/manifests/:manifestHash",
    schema: {
      params: z.strictObject({ manifestHash: bytes32 }),
      body: signedDocumentSchema,
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      const { manifestHash: hash } = request.params;
      if (manifests.find(hash) === undefined) {
        const { chains, tombstones } = options;
        const check = facts.checkSignature;
        manifests.put(
          await takeManifestCopy({ chains, check, tombstones, hash, signed: request.body }),
          options.nowSeconds(),
        );
      }
      return reply.code(204).send();
    },
  });
}

/** What proves a record, for its patient and its author; and who cannot ask a chain himself asks here whose a signature is. */
export function evidenceRoutes(
  app: App,
  options: {
    readonly evidence: EvidenceSource;
    readonly facts: Pick<Facts, "checkSignature">;
    readonly readable: ReadableRecords;
    readonly followers: ReadonlyMap<number, Follower>;
  } & AttestStateOptions,
): void {
  app.route({
    method: "GET",
    url: "/v1/records/:recordId/evidence",
    config: { access: "session" },
    schema: {
      summary:
        "State, manifest and both signatures of a record, for its patient, its author, or a doctor of the treatment",
      tags: ["records"],
      params: z.strictObject({ recordId: bytes32 }),
      querystring: oneQuery,
      response: { 200: recordEvidenceSchema },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      const { atLeastBlock } = request.query;
      if (atLeastBlock !== undefined) {
        await options.followers.get(session.chainId)?.waitFor(atLeastBlock, WAIT_FOR_BLOCK_MS);
      }
      const { evidence } = await options.evidence.local(session.chainId, request.params.recordId);
      if (!options.readable.mayReadState(session, evidence.state)) throw recordNotFound();
      return evidence;
    },
  });

  app.route({
    method: "POST",
    url: "/v1/records/attestations",
    config: { access: "session" },
    schema: {
      summary:
        "How a state of a record of this institution stands, signed: for readers without a node of its chain",
      tags: ["records"],
      body: attestationBody,
      response: { 200: stateAttestation },
    },
    handler: async (request) => await attestState(options, request.body),
  });

  app.route({
    method: "POST",
    url: "/v1/signatures/checks",
    config: { access: "session" },
    schema: {
      summary: "Whether a signature is an account's: a key's, or a contract wallet's on its chain (ERC-1271)",
      tags: ["records"],
      body: signatureBody,
      response: { 200: signatureReply },
    },
    handler: async (request) => ({ isValid: await options.facts.checkSignature(request.body) }),
  });
}

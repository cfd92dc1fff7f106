import type { SignatureCheck } from "@medlattice/sdk/eip712";
import { z } from "zod";
import type { OracleChain } from "../chains/openChain.ts";
import type { OracleChains } from "../chains/openChains.ts";
import { checkAccountSignature } from "../keys/checkAccountSignature.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { unknownChain } from "../relay/createRelay.ts";
import { createAbsences } from "./absences.ts";
import { askNodes } from "./askNodes.ts";
import { type Witnessed, askWitnesses } from "./askWitnesses.ts";
import { FACTS, type FactKind, type FactOf, type QuestionOf } from "./facts.ts";
import { witnessesOf } from "./witnesses.ts";

/** What chains say: by own nodes where there are some, else by those who have them. */
export interface Facts {
  /** Whether this oracle has nodes of its own there. */
  isLocal(chainId: number): boolean;
  ask<Kind extends FactKind>(chainId: number, question: QuestionOf<Kind>): Promise<Witnessed<FactOf<Kind>>>;
  /** By own nodes only. @throws InvalidInputError CHAIN_NOT_FOUND */
  askLocal<Kind extends FactKind>(chainId: number, question: QuestionOf<Kind>): Promise<FactOf<Kind>>;
  /** Signatures of people on any chain of the network. */
  readonly checkSignature: SignatureCheck;
}

export interface CreateFactsOptions {
  readonly config: Pick<OracleConfig, "network" | "peers" | "organization">;
  readonly chains: OracleChains;
  readonly peers: PeerClient | undefined;
  readonly nowSeconds: () => number;
}

export function createFacts({ config, chains, peers, nowSeconds }: CreateFactsOptions): Facts {
  const absences = createAbsences();
  /** Of another institution, which may be down. */
  const isOthers = (chain: OracleChain): boolean =>
    chain.config.home === "private" && chain.config.chainId !== config.organization.privateChainId;
  const facts: Facts = {
    isLocal: (chainId) => chains.has(chainId),
    async askLocal(chainId, question) {
      const chain = chains.get(chainId);
      if (chain === undefined) throw unknownChain(chainId);
      return askNodes(chain, question, {
        nowSeconds,
        absences: isOthers(chain) ? absences : undefined,
      });
    },
    async ask(chainId, question) {
      if (chains.has(chainId)) {
        return { answer: await facts.askLocal(chainId, question), witnesses: [config.organization.orgId] };
      }
      if (peers === undefined) throw unknownChain(chainId);
      const schema = answerOf(FACTS[question.kind]);
      const request = { method: "POST", path: `/peer/v1/chains/${chainId}/facts`, json: question } as const;
      return askWitnesses({
        chainId,
        witnesses: witnessesOf(config, chainId),
        ask: async (witness) => (await peers.json(witness, request, schema)).answer,
        essence: (answer) => JSON.stringify(answer),
      });
    },
    // A key's signature needs no node; only a contract wallet's does.
    async checkSignature(question) {
      if (await checkAccountSignature(question)) return true;
      const { chainId, address, digest, signature } = question;
      if (chainId === undefined) return false;
      const { answer } = await facts.ask(chainId, { kind: "signature", address, digest, signature });
      return answer.isValid;
    },
  };
  return facts;
}

/** Null is an answer, too, and a body of its own it cannot be. */
function answerOf<T>(schema: z.ZodType<T>): z.ZodType<{ answer: T }> {
  return z.strictObject({ answer: schema });
}

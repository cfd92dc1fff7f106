import type { DatabaseSync } from "node:sqlite";
import { ABIS } from "@medlattice/sdk/abi";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { chainById } from "@medlattice/sdk/network";
import type { Logger } from "pino";
import { zeroHash } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChains } from "../chains/openChains.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { Committee, Judge } from "./committee.ts";
import { createProposalTable } from "./proposalTable.ts";

export interface CommitteeInputs {
  readonly config: OracleConfig;
  readonly logger: Logger;
  readonly database: DatabaseSync;
  readonly chains: OracleChains;
  readonly nowSeconds: () => number;
}

/** Everything an oracle does as a station of the consortium's committee (docs/bridge.md, docs/committee.md). */
export function createCommittee(inputs: CommitteeInputs): Committee {
  const { config, database, nowSeconds } = inputs;
  const chain = [...inputs.chains.values()].find(({ config: { home } }) => home === "consortium");
  const place = chain && chainById(config.network, chain.config.chainId).committee;
  if (chain === undefined || place === undefined || place === null) return NONE;
  const { chainId } = chain.config;
  const proposals = createProposalTable(database);
  const judges = new Map<number, Judge>();
  return {
    judge(kind, judge) {
      if (judges.has(kind)) throw judgedTwice(kind);
      judges.set(kind, judge);
    },
    propose(proposal) {
      proposals.put(proposal, nowSeconds());
    },
    async decisionOf(kind, slot) {
      const payload = await askChain(chainId, () =>
        chain.client.readContract({
          address: place.committee,
          abi: ABIS.Committee,
          functionName: "decisionOf",
          args: [kind, slot],
        }),
      );
      return payload === zeroHash ? null : payload;
    },
    status: () => ({
      chainId,
      contract: place.committee,
      proposals: proposals
        .open()
        .map(({ kind, slot, payload, created }) => ({ kind, slot, payload, since: created, waits: null })),
    }),
    start: () => undefined,
    stop: async () => undefined,
  };
}

function judgedTwice(kind: number): InvalidInputError {
  return new InvalidInputError("COMMITTEE_JUDGED_TWICE", "Proposals of a kind have one judge.", {
    facts: { kind },
  });
}

/** Of a network without a committee, or of an oracle that does not read its consortium chain: nothing is ever decided. */
const NONE: Committee = {
  judge: () => undefined,
  propose: () => undefined,
  decisionOf: async () => null,
  status: () => undefined,
  start: () => undefined,
  stop: async () => undefined,
};

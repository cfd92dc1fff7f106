import {
  type Capacity,
  type NationalId,
  type NullifierAnswer,
  collectNullifier,
  nullifierEvaluationSchema,
  nullifierKeyOf,
} from "@medlattice/sdk/enrolment";
import { UnavailableError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { unknownChain } from "../relay/createRelay.ts";
import type { Evaluate } from "./evaluator.ts";

export interface NullifierQuestion {
  readonly chainId: number;
  readonly capacity: Capacity;
  readonly id: NationalId;
}

/**
 * Computes the nullifier of a real identity with the health authorities, over mutual TLS; an authority uses its own share at home.
 * @throws UnavailableError NULLIFIER_UNAVAILABLE
 * @throws VerificationError PARTIALS_FALSE
 */
export type ComputeNullifier = (question: NullifierQuestion) => Promise<Hex>;

export function createNullifiers(options: {
  readonly config: OracleConfig;
  readonly peers: PeerClient | undefined;
  /** Present at an authority. */
  readonly evaluate: Evaluate | undefined;
}): ComputeNullifier {
  const { config, peers, evaluate } = options;
  return async ({ chainId, capacity, id }) => {
    const chain = config.chains.find((candidate) => candidate.chainId === chainId);
    if (chain === undefined) throw unknownChain(chainId);
    return collectNullifier({
      key: nullifierKeyOf(config.network, { chainId, capacity }),
      registryId: chain.registryId,
      id,
      ask: async ({ organization }, blinded): Promise<NullifierAnswer> => {
        const question = { chainId, capacity, blinded };
        if (organization === config.organization.orgId && evaluate !== undefined) return evaluate(question);
        if (peers === undefined) throw noPeers();
        return peers.json(
          organization,
          { method: "POST", path: "/peer/v1/nullifiers/evaluate", json: question },
          nullifierEvaluationSchema,
        );
      },
    });
  };
}

function noPeers(): UnavailableError {
  return new UnavailableError("PEER_UNREACHABLE", "This oracle has no connection to the authorities.", {
    hints: ["Operator: configure the peer side and the authorities' addresses."],
    retryable: false,
  });
}

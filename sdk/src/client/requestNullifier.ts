import type { Hex } from "viem";
import type { Capacity, NationalId } from "../enrolment/index.ts";
import { collectNullifier, nullifierKeyOf, signNullifierRequest } from "../enrolment/index.ts";
import type { Signer } from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { type NetworkDescription, chainById, organizationById } from "../network/index.ts";
import { createDeskClient } from "./createDeskClient.ts";

const DEADLINE_SECONDS = 300;

/**
 * Computes a nullifier for an organisation that holds its issuer key but has no manager yet, or runs no oracle: each health
 * authority is asked at its public address.
 *
 * @throws InvalidInputError CHAIN_UNKNOWN, NULLIFIER_KEY_UNKNOWN, ORGANIZATION_WITHOUT_ORACLE
 * @throws UnavailableError NULLIFIER_UNAVAILABLE; VerificationError PARTIALS_FALSE
 */
export async function requestNullifier(options: {
  readonly network: NetworkDescription;
  readonly chainId: number;
  readonly capacity: Capacity;
  readonly id: NationalId;
  readonly organization: Hex;
  /** The organisation's issuer key. */
  readonly issuer: Signer;
  readonly fetch?: typeof fetch;
}): Promise<Hex> {
  const { network, chainId, capacity, id, organization, issuer } = options;
  const { registryId, contracts } = chainById(network, chainId);
  if (registryId === null || contracts === null) {
    throw new InvalidInputError("CHAIN_UNKNOWN", "Nobody is enrolled on this chain.", { facts: { chainId } });
  }
  const at = { chainId, identityRegistry: contracts.identityRegistry };
  return collectNullifier({
    key: nullifierKeyOf(network, { chainId, capacity }),
    registryId,
    id,
    ask: async (holder, blinded) => {
      const { oracleUrl, name } = organizationById(network, holder.organization);
      if (oracleUrl === null) {
        throw new InvalidInputError("ORGANIZATION_WITHOUT_ORACLE", `${name} runs no oracle.`);
      }
      const deadline = Math.floor(Date.now() / 1000) + DEADLINE_SECONDS;
      const request = { at, organization, capacity, blinded, deadline, signer: issuer };
      const client = createDeskClient({
        baseUrl: oracleUrl,
        ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
      });
      return client.evaluateNullifier(await signNullifierRequest(request));
    },
  });
}

import { stateStanding } from "@medlattice/sdk/chain";
import { ATTESTED_STANDING, type StateAttestation } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { type Signer, sign, typed } from "@medlattice/sdk/eip712";
import { type RecordState, registryDomain, stateHash } from "@medlattice/sdk/record";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { askChain } from "../chains/askChain.ts";
import type { OracleChains } from "../chains/openChains.ts";
import { recordNotFound } from "../index/indexRoutes.ts";

export interface AttestStateOptions {
  readonly config: Pick<OracleConfig, "organization">;
  readonly chains: OracleChains;
  readonly signer: Signer;
  readonly nowSeconds: () => number;
}

/**
 * Signs how a state of one of this institution's records stands, as its own node says. Whoever asks has the state in full, so nothing is told
 * of records that the reader does not hold a copy of.
 *
 * @throws InvalidInputError RECORD_NOT_FOUND also for a state that the chain has never held
 */
export async function attestState(
  { config, chains, signer, nowSeconds }: AttestStateOptions,
  { chainId, state }: { readonly chainId: number; readonly state: RecordState },
): Promise<StateAttestation> {
  const { orgId: organization } = config.organization;
  const chain = chains.get(chainId);
  if (chain === undefined || state.institution !== organization) throw recordNotFound();
  const { contracts, registryId } = chain.config;
  const { recordRegistry } = contracts;
  const [blockNumber, standing] = await askChain(chainId, async () => {
    // Taken first: what comes between is known, and not said to be.
    const block = await chain.client.getBlockNumber();
    return [block, await stateStanding(chain.client, contracts, state)] as const;
  });
  if (standing === null) throw recordNotFound();
  const { recordId } = state;
  const message = {
    recordId,
    stateHash: stateHash(state),
    standing: ATTESTED_STANDING[standing],
    organization,
    attestedAt: nowSeconds(),
  };
  const domain = registryDomain({ chainId, registryId, address: recordRegistry });
  const signature: Hex = await sign(signer, typed("StateAttestation", domain, { ...message, blockNumber }));
  return { ...message, blockNumber: Number(blockNumber), signature };
}

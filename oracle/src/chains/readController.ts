import { ABIS } from "@medlattice/sdk/abi";
import type { ControllerQuery, ControllerState } from "../session/controllerCheck.ts";
import { askChain } from "./askChain.ts";
import type { OracleChain } from "./openChain.ts";

/** Asks the identity registry whether a wallet controls a person, and what the person is now. */
export async function readController(chain: OracleChain, query: ControllerQuery): Promise<ControllerState> {
  const contract = { address: chain.config.contracts.identityRegistry, abi: ABIS.IdentityRegistry } as const;
  return askChain(chain.config.chainId, async () => {
    const blockNumber = await chain.client.getBlockNumber();
    const [isController, isActive, person] = await Promise.all([
      chain.client.readContract({
        ...contract,
        functionName: "isController",
        args: [query.personId, query.controller],
        blockNumber,
      }),
      chain.client.readContract({
        ...contract,
        functionName: "isActive",
        args: [query.personId],
        blockNumber,
      }),
      chain.client.readContract({ ...contract, functionName: "person", args: [query.personId], blockNumber }),
    ]);
    return { isController, isActive, role: person.role, organization: person.organization };
  });
}

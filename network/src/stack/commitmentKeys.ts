import { ABIS } from "@medlattice/sdk/abi";
import { createPublicClient, type Hex, http } from "viem";

/** `IOrganizationKeys.KeyKind.ChameleonH1`. */
const CHAMELEON = 2;

/** All keys that an institution has published for its commitments on a chain, the oldest first: a record keeps the one it was made with. */
export async function commitmentKeys(rpcUrl: string, registry: Hex, orgId: Hex): Promise<readonly Hex[]> {
  const client = createPublicClient({ transport: http(rpcUrl) });
  const logs = await client.getContractEvents({
    address: registry,
    abi: ABIS.OrganizationRegistry,
    eventName: "OrganizationKeySet",
    args: { orgId, kind: CHAMELEON },
    fromBlock: 0n,
    strict: true,
  });
  return logs.map(({ args }) => args.value);
}

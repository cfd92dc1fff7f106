import { organizationById, parseNetwork } from "@medlattice/sdk/network";

const ORG_ID = `0x${"0a".repeat(32)}` as const;
const network = parseNetwork({
  format: "medlattice/network/v1",
  name: "test",
  proxyThreshold: 2,
  chains: [],
  organizations: [
    {
      orgId: ORG_ID,
      name: "Trust",
      kind: "DataTrust",
      privateChainId: null,
      oracleUrl: null,
      sealingRecipient: null,
      proxyIndex: null,
      isProvider: true,
    },
  ],
});

/** A station of a network of its own. */
export const organizationKey = { config: { network, organization: organizationById(network, ORG_ID) } };

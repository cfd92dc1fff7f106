import { type Config, createConfig } from "wagmi";
import { custom, defineChain } from "viem";

/** wagmi wants a chain of its own to know; which ones a signature needs comes from the network description, when it is asked for. */
const NONE = defineChain({
  id: 7100,
  name: "MedLattice",
  nativeCurrency: { name: "None", symbol: "NONE", decimals: 18 },
  rpcUrls: { default: { http: [] } },
});

/**
 * wagmi as finder and keeper of the connected wallet: discovery by EIP-6963, nothing stored, and no node asked by it.
 */
export function createWalletConfig(): Config {
  return createConfig({
    chains: [NONE],
    connectors: [],
    multiInjectedProviderDiscovery: true,
    storage: null,
    syncConnectedChain: false,
    ssr: false,
    transports: {
      [NONE.id]: custom({ request: () => Promise.reject(new Error("the page asks no node")) }),
    },
  });
}

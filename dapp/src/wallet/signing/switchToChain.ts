import { chainById, type NetworkDescription } from "@medlattice/sdk/network";
import { type EIP1193Provider, numberToHex } from "viem";
import { fromWallet, isUnknownChain, walletError } from "../walletErrors.ts";
import type { Prompts } from "./prompts.ts";

export interface ChainContext {
  readonly provider: EIP1193Provider;
  readonly network: NetworkDescription;
  readonly prompts: Prompts;
  readonly account: string;
}

/**
 * Has the wallet look at the chain a signature is for: most wallets refuse typed data of another chain. One that it does not know is
 * added first (EIP-3085, EIP-3326).
 *
 * @throws EngineError `WALLET_CHAIN_REFUSED` | `WALLET_REJECTED`
 */
export async function switchToChain(chainId: number, context: ChainContext): Promise<void> {
  const { provider, prompts, account } = context;
  if (await isOn(provider, chainId)) return;
  await prompts.ask({ asked: "switchNetwork", account }, async () => {
    try {
      await switchTo(provider, chainId);
    } catch (error) {
      if (!isUnknownChain(error)) throw fromWallet(error);
      await add(chainId, context);
      // Adding switches in some wallets, and only adds in others.
      if (!(await isOn(provider, chainId)))
        await switchTo(provider, chainId).catch((cause: unknown) => {
          throw fromWallet(cause);
        });
    }
  });
  if (!(await isOn(provider, chainId))) throw walletError("WALLET_CHAIN_REFUSED", { chainId });
}

async function isOn(provider: EIP1193Provider, chainId: number): Promise<boolean> {
  return Number(await provider.request({ method: "eth_chainId" })) === chainId;
}

async function switchTo(provider: EIP1193Provider, chainId: number): Promise<void> {
  await provider.request({
    method: "wallet_switchEthereumChain",
    params: [{ chainId: numberToHex(chainId) }],
  });
}

async function add(chainId: number, { provider, network }: ChainContext): Promise<void> {
  const { name, rpcUrl } = chainById(network, chainId);
  try {
    await provider.request({
      method: "wallet_addEthereumChain",
      params: [
        {
          chainId: numberToHex(chainId),
          chainName: `${network.name}: ${name}`,
          rpcUrls: [rpcUrl],
          // Nothing is paid on these chains; wallets insist on a name for what it would be paid with.
          nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
        },
      ],
    });
  } catch (error) {
    const known = fromWallet(error);
    throw known.code === "WALLET_FAILED" ? walletError("WALLET_CHAIN_REFUSED", { chainId }) : known;
  }
}

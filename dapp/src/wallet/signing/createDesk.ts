import type { NetworkDescription } from "@medlattice/sdk/network";
import { createWalletClient, custom, type EIP1193Provider, type Hex, type WalletClient } from "viem";
import type { KeyAnswer, KeyWay, SignatureDesk } from "../../engine/session/signatureDesk.ts";
import { fromWallet, walletError } from "../walletErrors.ts";
import type { Prompts } from "./prompts.ts";
import { switchToChain } from "./switchToChain.ts";

export interface DeskContext {
  /** The connected wallet; null when there is none. */
  readonly provider: () => Promise<EIP1193Provider | null>;
  readonly network: () => Promise<NetworkDescription>;
  readonly prompts: Prompts;
  /** Asks the person how to unlock the keys. */
  readonly chooseKey: (ways: readonly KeyWay[]) => Promise<KeyAnswer>;
}

/** The page's end of signing: announces what the engine wants signed, makes the wallet ready for it, and asks. */
export function createDesk({ provider, network, prompts, chooseKey }: DeskContext): SignatureDesk {
  async function connected(account: Hex): Promise<EIP1193Provider> {
    const wallet = await provider();
    if (wallet === null) throw walletError("WALLET_NOT_CONNECTED");
    const shared = await wallet.request({ method: "eth_accounts" }).catch((error: unknown) => {
      throw fromWallet(error);
    });
    if (shared.length === 0) throw walletError("WALLET_LOCKED");
    if (!shared.some((each) => each.toLowerCase() === account.toLowerCase())) {
      throw walletError("WALLET_ACCOUNT_MISSING", { account });
    }
    return wallet;
  }

  async function signed(sign: (client: WalletClient) => Promise<Hex>, wallet: EIP1193Provider): Promise<Hex> {
    try {
      // A question that was declined must not be asked again by itself.
      return await sign(createWalletClient({ transport: custom(wallet, { retryCount: 0 }) }));
    } catch (error) {
      throw fromWallet(error);
    }
  }

  return {
    async signTypedData({ account, data }) {
      const wallet = await connected(account);
      const { chainId } = data.domain;
      if (chainId !== undefined) {
        await switchToChain(chainId, { provider: wallet, network: await network(), prompts, account });
      }
      const { domain, primaryType, message } = data;
      const types = Object.fromEntries(
        Object.entries(data.types).map(([name, fields]) => [name, [...fields]]),
      );
      return await prompts.ask({ asked: primaryType, account }, () =>
        signed((client) => client.signTypedData({ account, domain, types, primaryType, message }), wallet),
      );
    },
    async signMessage({ account, message }) {
      const wallet = await connected(account);
      return await prompts.ask({ asked: "login", account }, () =>
        signed((client) => client.signMessage({ account, message }), wallet),
      );
    },
    chooseKey,
  };
}

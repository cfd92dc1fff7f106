"use client";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { EIP1193Provider, Hex } from "viem";
import { type Config, type Connector, useConnection, useConnectors, WagmiProvider } from "wagmi";
import { connect as connectWallet, disconnect as disconnectWallet, getConnection } from "wagmi/actions";
import type { KeyAnswer, KeyWay } from "../engine/session/signatureDesk.ts";
import { announceDemoWallet, DEMO_RDNS } from "./demo/announce.ts";
import { createDemoWallet, type DemoWallet } from "./demo/createDemoWallet.ts";
import { fetchDemoPeople } from "./demo/people.ts";
import type { Prompts } from "./signing/prompts.ts";
import type { Questions } from "./signing/questions.ts";
import { fromWallet } from "./walletErrors.ts";

/** What the wallet's side needs to be made with; once for each page. */
export interface WalletParts {
  readonly config: Config;
  readonly prompts: Prompts;
  readonly keyQuestions: Questions<readonly KeyWay[], KeyAnswer>;
}

/** A wallet that announced itself. */
export interface FoundWallet {
  readonly id: string;
  readonly name: string;
  /** A data: URI; null for wallets without one. */
  readonly icon: string | null;
  readonly isDemo: boolean;
}

export interface Wallet extends Pick<WalletParts, "prompts" | "keyQuestions"> {
  /** The demo wallet last, where there is one. */
  readonly wallets: readonly FoundWallet[];
  /** Null where the server has no sample people. */
  readonly demo: DemoWallet | null;
  /** True while the demo wallet may still announce itself. */
  readonly isSearching: boolean;
  readonly connected: FoundWallet | null;
  /** What the wallet shares, lower case, in its order. */
  readonly accounts: readonly Hex[];
  /** What to call the person; only the demo wallet knows. */
  readonly personName: string | null;
  /** Opens the wallet's choice of accounts. @throws EngineError `WALLET_*` */
  readonly connect: (id: string) => Promise<readonly Hex[]>;
  readonly disconnect: () => Promise<void>;
}

const Context = createContext<Wallet | null>(null);

/** @throws Error outside of `WalletProvider` */
export function useWallet(): Wallet {
  const wallet = useContext(Context);
  if (wallet === null) throw new Error("useWallet needs a WalletProvider above it");
  return wallet;
}

/** The connected wallet as EIP-1193 has it. */
export async function connectedProvider(config: Config): Promise<EIP1193Provider | null> {
  const { connector } = getConnection(config);
  const provider: unknown = await connector?.getProvider();
  return isProvider(provider) ? provider : null;
}

export function WalletProvider({
  parts,
  children,
}: {
  readonly parts: WalletParts;
  readonly children: ReactNode;
}) {
  return (
    <WagmiProvider config={parts.config} reconnectOnMount={false}>
      <Connected parts={parts}>{children}</Connected>
    </WagmiProvider>
  );
}

function Connected({ parts, children }: { readonly parts: WalletParts; readonly children: ReactNode }) {
  const { config, prompts, keyQuestions } = parts;
  const connectors = useConnectors();
  const connection = useConnection();
  const { demo, isSearching } = useDemoWallet();
  const connectedId = connection.connector?.uid;
  const shared = connection.addresses?.join(" ").toLowerCase() ?? "";
  const wallet = useMemo<Wallet>(() => {
    const all = connectors.map(describe).toSorted((a, b) => Number(a.isDemo) - Number(b.isDemo));
    // Not before the first look is over: the page as the server has it knows no wallets.
    const wallets = isSearching ? [] : all;
    const connected = wallets.find(({ id }) => id === connectedId) ?? null;
    const find = (id: string): Connector | undefined => connectors.find(({ uid }) => uid === id);
    return {
      prompts,
      keyQuestions,
      wallets,
      demo,
      isSearching,
      connected,
      accounts: lowerCase(shared === "" ? [] : shared.split(" ")),
      personName: connected?.isDemo === true ? (demo?.person()?.name ?? null) : null,
      async connect(id) {
        const connector = find(id);
        if (connector === undefined) return [];
        try {
          // Connecting again opens the choice of accounts once more.
          if (connectedId !== undefined) await disconnectWallet(config);
          const { accounts } = await connectWallet(config, { connector });
          return lowerCase(accounts);
        } catch (error) {
          throw fromWallet(error);
        }
      },
      disconnect: () => disconnectWallet(config),
    };
  }, [config, prompts, keyQuestions, connectors, connectedId, shared, demo, isSearching]);
  return <Context.Provider value={wallet}>{children}</Context.Provider>;
}

function isProvider(value: unknown): value is EIP1193Provider {
  return typeof value === "object" && value !== null && "request" in value;
}

/** Made and announced where the server has sample people. */
function useDemoWallet(): { readonly demo: DemoWallet | null; readonly isSearching: boolean } {
  const [state, setState] = useState<{ readonly demo: DemoWallet | null; readonly isSearching: boolean }>({
    demo: null,
    isSearching: true,
  });
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isGone = false;
    const find = async (): Promise<void> => {
      const people = await fetchDemoPeople().catch(() => []);
      if (isGone) return;
      const demo = people.length === 0 ? null : createDemoWallet(people);
      if (demo !== null) stop = announceDemoWallet(demo);
      setState({ demo, isSearching: false });
    };
    void find();
    return () => {
      isGone = true;
      stop?.();
    };
  }, []);
  return state;
}

/** wagmi gives an announced wallet its rdns as id. */
function describe({ uid, id, name, icon }: Connector): FoundWallet {
  return { id: uid, name, icon: icon?.trim() ?? null, isDemo: id === DEMO_RDNS };
}

function lowerCase(accounts: readonly string[]): readonly Hex[] {
  return accounts.map((account): Hex => `0x${account.slice(2).toLowerCase()}`);
}

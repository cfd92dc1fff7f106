"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { KeyAnswer, KeyWay } from "../engine/session/signatureDesk.ts";
import {
  connectedProvider,
  createDesk,
  createPrompts,
  createQuestions,
  createWalletConfig,
  DemoWalletDialog,
  KeyChoiceDialog,
  useWallet,
  WalletPanel,
  WalletProvider,
} from "../wallet/index.ts";
import { createEngineHost } from "./engineHost.ts";
import { createQueryClient } from "./createQueryClient.ts";
import { SessionProvider } from "./session/SessionProvider.tsx";
import type { RemoteEngine } from "./startEngine.ts";

const EngineContext = createContext<RemoteEngine | null>(null);

/** The engine's verbs, by area: `engine.records.timeline()`. The same object always. @throws Error outside of `DataProvider` */
export function useEngine(): RemoteEngine {
  const engine = useContext(EngineContext);
  if (engine === null) throw new Error("useEngine needs a DataProvider above it");
  return engine;
}

/** Everything pages need to know and to sign: wallet, engine, cache and session. Stands inside the language, outside the shell. */
export function DataProvider({ children }: { readonly children: ReactNode }) {
  const [parts] = useState(createParts);
  return (
    <QueryClientProvider client={parts.queries}>
      <WalletProvider parts={parts}>
        <EngineContext.Provider value={parts.host.engine}>
          <SessionProvider host={parts.host}>{children}</SessionProvider>
        </EngineContext.Provider>
        <WalletPanel />
        <KeyChoiceDialog />
        <DemoDialog />
      </WalletProvider>
    </QueryClientProvider>
  );
}

function createParts() {
  const config = createWalletConfig();
  const prompts = createPrompts();
  const keyQuestions = createQuestions<readonly KeyWay[], KeyAnswer>();
  const host = createEngineHost(
    createDesk({
      provider: () => connectedProvider(config),
      network: () => host.engine.session.network(),
      prompts,
      chooseKey: (ways) => keyQuestions.put(ways),
    }),
  );
  return { config, prompts, keyQuestions, host, queries: createQueryClient() };
}

function DemoDialog() {
  const { demo } = useWallet();
  return demo === null ? null : <DemoWalletDialog wallet={demo} />;
}

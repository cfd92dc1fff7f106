"use client";
import { useQueryClient } from "@tanstack/react-query";
import { proxy } from "comlink";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { FinishStage } from "../../engine/session/enrolment/finish.ts";
import type { Identity } from "../../engine/session/identities.ts";
import type { SignInStage } from "../../engine/session/signIn.ts";
import type { Who } from "../../engine/session/who.ts";
import { useWallet } from "../../wallet/index.ts";
import type { EngineHost } from "../engineHost.ts";
import { keepLockMinutes, type LockMinutes, readLockMinutes } from "./lockMinutes.ts";
import { useIdleLock } from "./useIdleLock.ts";

/** Who is signed in, with what to call them. */
export interface SignedIn extends Who {
  /** Null where nobody has told it: a wallet knows no names, but the demo wallet. */
  readonly name: string | null;
}

/** Why nobody is signed in any more. */
export type Ended = "locked" | "idle" | "signed-out" | null;

export interface SessionState {
  readonly who: SignedIn | null;
  readonly ended: Ended;
  /** Asks the wallet for a few signatures, each announced. @throws EngineError */
  readonly signIn: (identity: Identity, onStage?: (stage: SignInStage) => void) => Promise<SignedIn>;
  /** Finishes an enrolment, and is signed in then. @throws EngineError */
  readonly finishEnrolment: (signatures: number, onStage?: (stage: FinishStage) => void) => Promise<SignedIn>;
  /** Forgets keys and plaintext; the wallet stays connected. */
  readonly lock: () => Promise<void>;
  /** Locks, and lets the wallet go. */
  readonly signOut: () => Promise<void>;
  readonly lockMinutes: LockMinutes;
  readonly setLockMinutes: (minutes: LockMinutes) => void;
  /** Keeps the page from locking by itself, and from leaving with its wallet, while something must go on. @returns how to let go */
  readonly holdLock: () => () => void;
  /** The wallet is locked or gone, and the session goes on only because something holds it. */
  readonly isWalletGone: boolean;
}

const Context = createContext<SessionState | null>(null);
const LOGOUT_MS = 3_000;

/** @throws Error outside of `DataProvider` */
export function useSession(): SessionState {
  const session = useContext(Context);
  if (session === null) throw new Error("useSession needs a DataProvider above it");
  return session;
}

export function SessionProvider({
  host,
  children,
}: {
  readonly host: EngineHost;
  readonly children: ReactNode;
}) {
  const { engine } = host;
  const { prompts, personName, disconnect, accounts } = useWallet();
  const queries = useQueryClient();
  const [who, setWho] = useState<SignedIn | null>(null);
  const [ended, setEnded] = useState<Ended>(null);
  const [lockMinutes, setMinutes] = useState<LockMinutes>(10);
  useEffect(() => setMinutes(readLockMinutes()), []);

  const leave = useCallback(
    async (why: Ended) => {
      setWho(null);
      setEnded(why);
      queries.clear();
      // The oracles are told, but nobody waits long for one that is away: the keys go in any case.
      const told = engine.session.leave().catch(() => undefined);
      await Promise.race([told, new Promise((resolve) => setTimeout(resolve, LOGOUT_MS))]);
      host.stop();
    },
    [engine, host, queries],
  );

  const lockIdle = useCallback(() => void leave("idle"), [leave]);
  const [holds, setHolds] = useState(0);
  const holdLock = useCallback(() => {
    setHolds((count) => count + 1);
    return () => setHolds((count) => count - 1);
  }, []);
  useIdleLock(who !== null && holds === 0, lockMinutes * 60_000, lockIdle);

  // A wallet that no longer shares an account of the session has been given to somebody else, or, sharing none, has been locked. Some lock
  // themselves after a while, which must not end what has to go on: then the session ends as soon as nothing holds it.
  const isWalletGone = who !== null && who.chains.some(({ account }) => !accounts.includes(account));
  const mustLeave = isWalletGone && (holds === 0 || accounts.length > 0);
  useEffect(() => {
    if (mustLeave) void leave("locked");
  }, [mustLeave, leave]);

  const enter = useCallback(
    (found: Who): SignedIn => {
      const signedIn = { ...found, name: personName };
      setWho(signedIn);
      setEnded(null);
      return signedIn;
    },
    [personName],
  );

  const session = useMemo<SessionState>(
    () => ({
      who,
      ended,
      lockMinutes,
      setLockMinutes(minutes) {
        keepLockMinutes(minutes);
        setMinutes(minutes);
      },
      signIn: async ({ key, signatures }, onStage = () => undefined) =>
        enter(await prompts.series(signatures, () => engine.session.signIn(key, proxy(onStage)))),
      finishEnrolment: async (signatures, onStage = () => undefined) =>
        enter(await prompts.series(signatures, () => engine.enrolment.finish(proxy(onStage)))),
      holdLock,
      isWalletGone,
      lock: () => leave("locked"),
      async signOut() {
        await leave("signed-out");
        await disconnect();
      },
    }),
    [who, ended, lockMinutes, engine, prompts, enter, leave, disconnect, holdLock, isWalletGone],
  );
  return <Context.Provider value={session}>{children}</Context.Provider>;
}

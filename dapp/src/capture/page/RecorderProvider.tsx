"use client";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useSession } from "../../data/index.ts";
import type { CaptureState } from "../contract.ts";
import type { LiveSnapshot } from "../live/createLiveBook.ts";
import { createRecorderHost, type RecorderHost } from "./createRecorderHost.ts";

const Context = createContext<RecorderHost | null>(null);

/** Keeps the recorder above the pages: a capture goes on while one reads a record. Stands inside the data, around the shell. */
export function RecorderProvider({ children }: { readonly children: ReactNode }) {
  const [host] = useState(() => createRecorderHost());
  const { who, holdLock } = useSession();
  const state = useSyncExternalStore(host.subscribe, () => host.state, none);
  const isRunning = state !== null && state.phase !== "finished";
  // What is paused, or nobody's, need not go on while its doctor is away.
  const mustGoOn = state !== null && state.phase === "running" && state.begin.treatment !== null;
  const isIn = who !== null;
  useEffect(() => {
    // Locked or signed out: what was journaled waits for its doctor.
    if (!isIn) host.leave();
  }, [isIn, host]);
  useEffect(() => (mustGoOn ? holdLock() : undefined), [mustGoOn, holdLock]);
  useEffect(() => {
    if (!isRunning) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isRunning]);
  return <Context value={host}>{children}</Context>;
}

function none(): null {
  return null;
}

/** The recorder and how it stands. @throws Error outside of `RecorderProvider` */
export function useCapture(): { readonly host: RecorderHost; readonly state: CaptureState | null } {
  const host = useContext(Context);
  if (host === null) throw new Error("useCapture needs a RecorderProvider above it");
  const state = useSyncExternalStore(host.subscribe, () => host.state, none);
  return { host, state };
}

/** A part of what the instruments say; renders only when that part changes. */
export function useLive<Part extends LiveSnapshot[keyof LiveSnapshot]>(
  select: (snapshot: LiveSnapshot) => Part,
): Part {
  const {
    host: { book },
  } = useCapture();
  return useSyncExternalStore(
    book.subscribe,
    () => select(book.snapshot),
    () => select(book.snapshot),
  );
}

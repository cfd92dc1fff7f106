"use client";
import type { ReactNode } from "react";
import { RecorderProvider } from "../src/capture/index.ts";
import { DataProvider, LOCK_MINUTES, useSession } from "../src/data/index.ts";
import { RecordingBar, useLeaving } from "../src/features/capture/live/index.ts";
import { SignedInOnly } from "../src/features/welcome/index.ts";
import { LanguageProvider } from "../src/i18n/LanguageProvider.tsx";
import { Shell } from "../src/ui/index.ts";

/** What all pages stand in. */
export function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <LanguageProvider>
      <DataProvider>
        <RecorderProvider>
          <Framed>{children}</Framed>
        </RecorderProvider>
      </DataProvider>
    </LanguageProvider>
  );
}

function Framed({ children }: { readonly children: ReactNode }) {
  const { who, lock, lockMinutes, setLockMinutes, signOut } = useSession();
  const leaving = useLeaving();
  const content = <SignedInOnly>{children}</SignedInOnly>;
  if (who === null) {
    return (
      <Shell role={null} account={null}>
        {content}
      </Shell>
    );
  }
  const locking = {
    choices: LOCK_MINUTES,
    minutes: lockMinutes,
    onMinutes: (minutes: number) => {
      const chosen = LOCK_MINUTES.find((each) => each === minutes);
      if (chosen !== undefined) setLockMinutes(chosen);
    },
  };
  return (
    <Shell
      role={who.role}
      account={who}
      locking={locking}
      onLock={() => leaving.before("lock", () => void lock())}
      onSignOut={() => leaving.before("signOut", () => void signOut())}
    >
      <RecordingBar />
      {content}
      {leaving.question}
    </Shell>
  );
}

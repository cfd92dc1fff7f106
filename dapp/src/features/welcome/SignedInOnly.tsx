"use client";
import { useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import { useSession } from "../../data/index.ts";
import { WelcomePage } from "./WelcomePage.tsx";

/** For anybody: proofs are checked by strangers, and the last is Next's own page for addresses that lead nowhere. */
const OPEN: readonly (string | null)[] = ["proof", "/_not-found"];

/** The page for those who are signed in, the way in for others; the address stays, so that one arrives where one wanted to go. */
export function SignedInOnly({ children }: { readonly children: ReactNode }) {
  const { who } = useSession();
  const segment = useSelectedLayoutSegment();
  return who === null && !OPEN.includes(segment) ? <WelcomePage /> : children;
}

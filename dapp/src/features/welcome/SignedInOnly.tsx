"use client";
import { useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import { useSession } from "../../data/index.ts";
import { WelcomePage } from "./WelcomePage.tsx";

/** Next's own page for addresses that lead nowhere. */
const NOT_FOUND = "/_not-found";

/** The page for those who are signed in, the way in for others; the address stays, so that one arrives where one wanted to go. */
export function SignedInOnly({ children }: { readonly children: ReactNode }) {
  const { who } = useSession();
  const segment = useSelectedLayoutSegment();
  return who === null && segment !== NOT_FOUND ? <WelcomePage /> : children;
}

"use client";
import type { ReactNode } from "react";
import { LanguageProvider } from "../src/i18n/LanguageProvider.tsx";
import { Shell } from "../src/ui/index.ts";

/** What all pages stand in. */
export function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <LanguageProvider>
      <Shell role={null} account={null}>
        {children}
      </Shell>
    </LanguageProvider>
  );
}

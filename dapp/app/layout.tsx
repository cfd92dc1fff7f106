import "@fontsource-variable/inter/wght.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { FIRST_SCRIPT } from "../src/ui/shell/firstScript.ts";
import "../src/ui/tokens.css";
import "../src/ui/base.css";
import { Frame } from "./Frame.tsx";

export const metadata: Metadata = {
  title: "MedLattice",
  description: "Your medical records. You decide who reads them.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f5f1" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1312" },
  ],
};

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: FIRST_SCRIPT }} />
      </head>
      <body>
        <Frame>{children}</Frame>
      </body>
    </html>
  );
}

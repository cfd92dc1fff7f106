import type { NextConfig } from "next";

/** Everything happens in the person's browser, so the dapp is a folder of files that any web server can hand out. */
const config: NextConfig = {
  output: "export",
  distDir: process.env["MEDLATTICE_DAPP_OUT"] ?? "dist",
  // The same sources make the same files, so that anyone can check what a server hands out.
  generateBuildId: () => process.env["MEDLATTICE_DAPP_BUILD"] ?? "development",
  trailingSlash: true,
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // `npm run lint` checks the types of everything; the build need not do it once more.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ["@medlattice/sdk"],
  turbopack: {
    root: new URL("..", import.meta.url).pathname,
    resolveAlias: {
      // mcl-wasm carries a branch for Node that a browser never takes.
      fs: { browser: "./src/engine/absent.ts" },
      path: { browser: "./src/engine/absent.ts" },
      crypto: { browser: "./src/engine/absent.ts" },
    },
  },
};

export default config;

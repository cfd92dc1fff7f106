import type { DemoWallet } from "./createDemoWallet.ts";

/** Where the page finds the demo wallet among others. */
export const DEMO_RDNS = "example.medlattice.demo-wallet";

const ICON =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6758"/><path d="M8 12a3 3 0 0 1 3-3h11v3M8 12v9a3 3 0 0 0 3 3h13V12H8Zm13 6h.01" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>',
  );

/** Announces the wallet as any other announces itself (EIP-6963), now and whenever a page asks. @returns what stops it */
export function announceDemoWallet({ provider }: DemoWallet): () => void {
  const info = { uuid: crypto.randomUUID(), name: "Demo wallet", icon: ICON, rdns: DEMO_RDNS };
  const detail = Object.freeze({ info: Object.freeze(info), provider });
  const announce = (): void => {
    globalThis.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  };
  globalThis.addEventListener("eip6963:requestProvider", announce);
  announce();
  return () => globalThis.removeEventListener("eip6963:requestProvider", announce);
}

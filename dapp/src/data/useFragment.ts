"use client";
import { useSyncExternalStore } from "react";

/**
 * What stands after the # of the address, which browsers never send: ids of what a page is about, parted by slashes.
 * @returns null until the page runs in a browser
 */
export function useFragment(): readonly string[] | null {
  const hash = useSyncExternalStore(
    subscribe,
    () => location.hash,
    () => null,
  );
  return hash === null ? null : hash.slice(1).split("/").filter(Boolean);
}

function subscribe(onChange: () => void): () => void {
  addEventListener("hashchange", onChange);
  // Next moves between pages, and from one record to the next on the same page, without a hashchange event.
  addEventListener("popstate", onChange);
  const { navigation } = globalThis as { readonly navigation?: EventTarget };
  navigation?.addEventListener("currententrychange", onChange);
  return () => {
    navigation?.removeEventListener("currententrychange", onChange);
    removeEventListener("hashchange", onChange);
    removeEventListener("popstate", onChange);
  };
}

/** `0x` and 64 lower-case hex digits, as all ids are; anything else in an address is nobody's id. */
export function asId(text: string | undefined): `0x${string}` | null {
  return text !== undefined && /^0x[0-9a-f]{64}$/.test(text) ? `0x${text.slice(2)}` : null;
}

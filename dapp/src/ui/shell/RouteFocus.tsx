import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * Keeps the focus where one can go on from: after a navigation at the heading of the new page, as it would be after loading one; and
 * there too when what had it has gone, such as a button whose question is answered. Stands below the page in the tree.
 */
export function RouteFocus() {
  const pathname = usePathname();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    focusHeading();
  }, [pathname]);
  useEffect(followRemovals, []);
  return null;
}

function followRemovals(): () => void {
  let last: Element | null = null;
  let isLost = false;
  const remember = ({ target }: FocusEvent) => {
    last = target instanceof Element ? target : null;
    isLost = false;
  };
  // Somebody with a mouse has clicked beside everything on purpose.
  const forget = () => {
    last = null;
    isLost = false;
  };
  const observer = new MutationObserver(() => {
    if (last !== null && !last.isConnected) {
      last = null;
      isLost = true;
    }
    // A page that still loads has no heading yet.
    if (isLost && (!isNowhere() || focusHeading())) isLost = false;
  });
  document.addEventListener("focusin", remember);
  document.addEventListener("pointerdown", forget);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener("focusin", remember);
    document.removeEventListener("pointerdown", forget);
    observer.disconnect();
  };
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function focusHeading(): boolean {
  const heading = document.querySelector("h1");
  heading?.focus({ preventScroll: true });
  return heading !== null && document.activeElement === heading;
}

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** After a navigation the focus goes to the heading of the new page, as it would after loading one. Stands below the page in the tree. */
export function RouteFocus() {
  const pathname = usePathname();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [pathname]);
  return null;
}

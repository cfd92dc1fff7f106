/** A token's colour as a canvas takes it: `light-dark` is resolved only on an element. */
export function resolvedColour(element: Element, name: `--${string}`): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  probe.style.transition = "none";
  // A canvas shows nothing that is in it, and has no styles of it.
  (element.parentElement ?? element).append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Calls when the colours of the page change: another theme, low light, or the system's own. */
export function onTheme(change: () => void): () => void {
  const observer = new MutationObserver(change);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "data-low-light"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", change);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", change);
  };
}

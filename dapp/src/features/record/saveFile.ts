/** How long the browser gets to take the file over. */
const REVOKE_MS = 30_000;

/** Hands bytes to the browser as a download; it is never opened in the page. */
export function saveFile(bytes: Uint8Array, name: string, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.rel = "noopener";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS);
}

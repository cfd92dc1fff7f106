/** How long the browser gets to take the file over. */
const REVOKE_MS = 30_000;

/** Hands a file to the browser as a download; it is never opened in the page. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.rel = "noopener";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS);
}

import { createHash } from "node:crypto";

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi;

/** Sources of a page's inline scripts for `script-src` (CSP level 3 §2.3.1): base64 SHA-256 of each, exactly as it stands. */
export function inlineScriptHashes(html: string): readonly string[] {
  const sources = new Set<string>();
  for (const [, attributes = "", content = ""] of html.matchAll(SCRIPT)) {
    if (/\bsrc\s*=/i.test(attributes) || content === "") continue;
    sources.add(`'sha256-${createHash("sha256").update(content, "utf8").digest("base64")}'`);
  }
  return [...sources];
}

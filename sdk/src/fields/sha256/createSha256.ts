import { sha256 as portable } from "@noble/hashes/sha2.js";

/** SHA-256 of short messages, one after another: Node's own where it is, else noble's; no import, for the bundlers of browsers. */
export function createSha256(): (message: Uint8Array) => Uint8Array {
  const node = typeof process === "undefined" ? undefined : process.getBuiltinModule?.("node:crypto");
  if (typeof node?.hash !== "function") return portable;
  return (message) => {
    const digest = node.hash("sha256", message, "buffer");
    return new Uint8Array(digest.buffer, digest.byteOffset, digest.length);
  };
}

import {
  concatBytes,
  framed,
  fromBase64Url,
  fromHex,
  sha256,
  toBase64Url,
  toHex,
  u32be,
  utf8,
  type Hex,
} from "../../../codec/index.ts";
import { canonicalJson, type Json, type Resource } from "../json.ts";
import type { CaptureBegin, Link } from "../types.ts";
import type { CaptureKey } from "./captureKey.ts";

const LINK_DOMAIN = "medlattice/capture-link/v1";
const SIGNATURE_DOMAIN = "medlattice/capture-signature/v1";
const CONTENT_DOMAIN = "medlattice/capture-content/v1";
const KINDS = { begin: 1, chunk: 2, end: 3 } as const;
/** What stands in front of the first link. */
export const NO_LINK: Hex = `0x${"00".repeat(32)}`;

export interface ChunkContent {
  readonly from: number;
  readonly to: number;
  readonly resources: readonly Resource[];
}

/** SHA-256 of how a capture begins. */
export function beginContent(begin: CaptureBegin): Hex {
  return contentHash(begin);
}

/** SHA-256 of what a chunk covers: its resources with their ids, in order, and from when to when. */
export function chunkContent({ from, to, resources }: ChunkContent): Hex {
  return contentHash({ from, to, resources });
}

function contentHash(content: Json): Hex {
  return toHex(sha256(framed(utf8(CONTENT_DOMAIN), utf8(canonicalJson(content)))));
}

/** The hash of a link over the one before. */
export function linkHash(
  link: Pick<Link, "sequence" | "kind" | "resources" | "content">,
  previous: Hex,
): Hex {
  const head = concatBytes(
    u32be(link.sequence),
    Uint8Array.of(KINDS[link.kind]),
    u32be(link.resources),
    fromHex(previous),
    fromHex(link.content),
  );
  return toHex(sha256(framed(utf8(LINK_DOMAIN), head)));
}

/** What the station signs. */
export function signedBytes(hash: Hex): Uint8Array {
  return framed(utf8(SIGNATURE_DOMAIN), fromHex(hash));
}

/** Puts a link behind another. */
export async function signLink(
  key: Pick<CaptureKey, "sign">,
  previous: Hex,
  link: Omit<Link, "hash" | "signature">,
): Promise<Link> {
  const hash = linkHash(link, previous);
  return { ...link, hash, signature: toBase64Url(await key.sign(signedBytes(hash))) };
}

/** r ‖ s of a link. */
export function signatureOf(link: Link): Uint8Array {
  return fromBase64Url(link.signature);
}

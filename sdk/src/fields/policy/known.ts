import { type StoredJson, toBase64Url } from "../../codec/index.ts";
import type { FieldPolicy } from "../types.ts";
import { type PolicyDocument, policyDocument, readPolicy } from "./document.ts";
import { POLICIES, type PresetName } from "./presets.ts";

/** A policy whose classes are known, and not only its root. */
export interface KnownPolicy {
  /** Null of one that a health authority has written itself. */
  readonly key: PresetName | null;
  readonly document: PolicyDocument;
  readonly policy: FieldPolicy;
}

/** Policies to begin with, each with the very bytes that are published. */
export async function presetPolicies(): Promise<
  readonly (KnownPolicy & { readonly stored: StoredJson<PolicyDocument> })[]
> {
  return await Promise.all(
    presetNames.map(async (key) => {
      const stored = await policyDocument(POLICIES[key]);
      return { key, stored, ...(await readPolicy(stored.bytes)) };
    }),
  );
}

/**
 * The name of a published policy that holds wherever the document is kept: of its SHA-256 (RFC 6920). A health authority names it on chain
 * where it has no address of its own for the document.
 */
export async function policyUri(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes));
  return `ni:///sha-256;${toBase64Url(new Uint8Array(digest))}`;
}

const presetNames: readonly PresetName[] = ["nothing", "results", "times", "notes"];

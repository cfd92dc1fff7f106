import { z } from "zod";
import { bytes32Schema, parseStoredJson, storeJson, type StoredJson } from "../../codec/index.ts";
import { VerificationError } from "../../errors/index.ts";
import { MAX_POLICY_CLASSES } from "../constants.ts";
import type { FieldPolicy } from "../types.ts";
import { fieldPolicy, MAX_CLASS_LENGTH } from "./policy.ts";

/** What a health authority publishes beside the root that it accepts (`RecordCorrection.acceptPolicy`). */
export const policySchema = z.strictObject({
  format: z.literal("medlattice/field-policy/v1"),
  /** In words, for people. */
  name: z.string().min(1).max(128),
  summary: z.string().max(2_048),
  classes: z.array(z.string().min(1).max(MAX_CLASS_LENGTH)).max(MAX_POLICY_CLASSES),
  root: bytes32Schema,
});

export type PolicyDocument = z.infer<typeof policySchema>;

export async function policyDocument(options: {
  readonly name: string;
  readonly summary: string;
  readonly classes: readonly string[];
}): Promise<StoredJson<PolicyDocument>> {
  const { classes, root } = await fieldPolicy(options.classes);
  return storeJson(policySchema, {
    format: "medlattice/field-policy/v1",
    ...options,
    classes: [...classes],
    root,
  });
}

/**
 * Reads a published policy and computes its root again; whether the authority accepts that root is the chain's to say.
 * @throws InvalidInputError DOCUMENT_* | POLICY_INVALID
 * @throws VerificationError POLICY_ROOT_MISMATCH
 */
export async function readPolicy(
  bytes: Uint8Array,
): Promise<{ readonly document: PolicyDocument; readonly policy: FieldPolicy }> {
  const { value: document } = parseStoredJson(policySchema, bytes);
  const policy = await fieldPolicy(document.classes);
  if (policy.root !== document.root) {
    throw new VerificationError("POLICY_ROOT_MISMATCH", "The policy's root is not that of its classes.");
  }
  return { document, policy };
}

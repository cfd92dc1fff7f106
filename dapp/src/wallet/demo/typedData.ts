import type { TypedDataToSign } from "@medlattice/sdk/eip712";
import { isHex } from "viem";
import { z } from "zod";

const schema = z.object({
  types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
  primaryType: z.string(),
  domain: z.strictObject({
    name: z.string(),
    version: z.string(),
    chainId: z.coerce.number().optional(),
    verifyingContract: z.custom<`0x${string}`>((value) => isHex(value)).optional(),
  }),
  message: z.record(z.string(), z.unknown()),
});

/** Typed data as the demo wallet shows it: words first (docs/decisions/0004), everything below. */
export interface ShownTypedData {
  readonly typedData: TypedDataToSign;
  readonly primaryType: string;
  readonly chainId: number | null;
  /** Texts meant for people, in the order in which they stand: a grant's summary and purpose, a key's purpose and warning, an officer's statement. */
  readonly words: readonly string[];
  /** The whole message, indented. */
  readonly json: string;
}

/** Members that carry sentences for the person who signs. */
const SENTENCES: readonly string[] = ["summary", "purpose", "warning", "statement"];

/** Parses what `eth_signTypedData_v4` got. @throws Error when it is no typed data */
export function parseTypedData(json: unknown): ShownTypedData {
  const parsed = schema.parse(typeof json === "string" ? JSON.parse(json) : json);
  const { types, primaryType, domain, message } = parsed;
  const { EIP712Domain: _, ...structs } = types;
  const { name, version, chainId, verifyingContract } = domain;
  return {
    typedData: {
      types: structs,
      primaryType,
      domain: {
        name,
        version,
        ...(chainId === undefined ? {} : { chainId }),
        ...(verifyingContract === undefined ? {} : { verifyingContract }),
      },
      message,
    },
    primaryType,
    chainId: chainId ?? null,
    words: wordsOf(message),
    json: JSON.stringify({ domain, primaryType, message }, null, 2),
  };
}

function wordsOf(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    typeof member === "string" && SENTENCES.includes(name) && member !== "" ? [member] : wordsOf(member),
  );
}

import { encodeAbiParameters } from "viem";
import { z } from "zod";
import {
  bytes32Schema,
  chainIdSchema,
  fromHex,
  type Hex,
  keccak256,
  toHex,
  uint32Schema,
  utf8,
} from "../codec/index.ts";

/** What an item tells of: an entry of an account chain, or of the label log. */
export const ITEM_KIND = { record: 1, label: 2 } as const;

/** One record or label of a private chain, as the consortium sees it (systems.md M5). */
export const summaryItemSchema = z.strictObject({
  kind: z.literal([ITEM_KIND.record, ITEM_KIND.label]),
  /** Of the private chain. */
  chainId: chainIdSchema,
  blockNumber: z.int().min(0),
  recordId: bytes32Schema,
  version: uint32Schema,
  commitment: bytes32Schema,
  /** Commitment to the keywords; zero where there are none. */
  keywordRoot: bytes32Schema,
  /** The patient's blinded pseudonym (`blindPseudonym`). */
  ephemeral: bytes32Schema,
  tag: bytes32Schema,
});

export type SummaryItem = z.infer<typeof summaryItemSchema>;

const DOMAIN = toHex(keccak256(utf8("medlattice/summary-item/v1")));
const PARAMETERS = [
  { type: "bytes32" },
  { type: "uint8" },
  { type: "uint256" },
  { type: "uint64" },
  { type: "bytes32" },
  { type: "uint32" },
  { type: "bytes32" },
  { type: "bytes32" },
  { type: "bytes32" },
  { type: "bytes32" },
] as const;

/** An item's place in its slip, as `SummaryInbox.leafOf`. Hashed twice, so that no leaf is an inner node. */
export function itemLeaf(item: SummaryItem): Hex {
  const encoded = encodeAbiParameters(PARAMETERS, [
    DOMAIN,
    item.kind,
    BigInt(item.chainId),
    BigInt(item.blockNumber),
    item.recordId,
    item.version,
    item.commitment,
    item.keywordRoot,
    item.ephemeral,
    item.tag,
  ]);
  return toHex(keccak256(keccak256(fromHex(encoded))));
}

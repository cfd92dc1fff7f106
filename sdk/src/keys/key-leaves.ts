import { decodeAbiParameters, encodeAbiParameters } from "viem";
import { framed, fromHex, toHex, u32be, utf8, type Hex } from "../codec/index.ts";
import { derivePublicX, derivePublicY } from "../crypto/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import {
  receiveValueSchema,
  sealingValueSchema,
  type CategoryKey,
  type KeyLeaf,
} from "./key-manifest-schema.ts";
import type { MasterKey } from "./master-key.ts";
import { categoryScalar, receiveScalar } from "./scalars.ts";
import { sealingKey } from "./sealing.ts";
import { categoryTag, tagKey } from "./tags.ts";

const LEAF_SALT = "medlattice/key-leaf-salt/v1";
const CATEGORY_VALUE = [{ type: "bytes32" }, { type: "bytes" }, { type: "uint32" }] as const;

/** What a person publishes keys for. */
export interface KeyManifestPlan {
  readonly chainId: number;
  /** Of the manifest; a new one replaces the root in the registry. */
  readonly epoch: number;
  /** Epoch of the receive and sealing keys. */
  readonly receiveEpoch: number;
  /** Category codes with the epoch of each; empty for somebody who is no patient. */
  readonly categories: readonly { readonly code: string; readonly epoch: number }[];
}

/**
 * All leaves of a person's keys on one chain. Salts are derived, so the owner's wallet finds the same manifest again from the
 * master key alone; to anyone else they are random.
 */
export async function keyLeaves(master: MasterKey, plan: KeyManifestPlan): Promise<readonly KeyLeaf[]> {
  const key = tagKey(master, plan.chainId);
  const y = toHex(derivePublicY(receiveScalar(master, plan.receiveEpoch)));
  const { recipient } = await sealingKey(master, plan.receiveEpoch);
  const bare = [
    { kind: "receive", label: `epoch ${plan.receiveEpoch}`, value: y },
    { kind: "sealing", label: `epoch ${plan.receiveEpoch}`, value: toHex(utf8(recipient)) },
    { kind: "check", label: "master key", value: master.check() },
    ...plan.categories.map(({ code, epoch }) => ({
      kind: "category",
      label: code,
      value: encodeCategory({
        code,
        tag: categoryTag(key, code),
        x: toHex(derivePublicX(categoryScalar(master, code, epoch))),
        epoch,
      }),
    })),
  ];
  return bare.map((leaf) => Object.assign(leaf, { salt: leafSalt(master, plan, leaf) }));
}

function leafSalt(master: MasterKey, plan: KeyManifestPlan, leaf: Omit<KeyLeaf, "salt">): Hex {
  const content = framed(utf8(leaf.kind), utf8(leaf.label), fromHex(leaf.value));
  return toHex(master.derive(LEAF_SALT, [utf8(String(plan.chainId)), u32be(plan.epoch), content], 32));
}

function encodeCategory({ tag, x, epoch }: CategoryKey): Hex {
  return encodeAbiParameters(CATEGORY_VALUE, [tag, x, epoch]);
}

/** Reads a `category` leaf. @throws InvalidInputError KEY_LEAF_INVALID */
export function readCategoryLeaf(leaf: KeyLeaf): CategoryKey {
  requireKind(leaf, "category");
  try {
    const [tag, x, epoch] = decodeAbiParameters(CATEGORY_VALUE, leaf.value);
    const key = { code: leaf.label, tag, x, epoch };
    // ABI can be padded and pointed in many ways; a leaf has the one that its owner's client writes.
    if (fromHex(x).length !== 48 || encodeCategory(key) !== leaf.value) throw leafInvalid("category");
    return key;
  } catch {
    throw leafInvalid("category");
  }
}

/** Reads a `receive` leaf: Y, 96 bytes in G2. @throws InvalidInputError KEY_LEAF_INVALID */
export function readReceiveLeaf(leaf: KeyLeaf): Hex {
  requireKind(leaf, "receive");
  if (!receiveValueSchema.safeParse(leaf.value).success) throw leafInvalid("receive");
  return leaf.value;
}

/** Reads a `sealing` leaf: an age recipient. @throws InvalidInputError KEY_LEAF_INVALID */
export function readSealingLeaf(leaf: KeyLeaf): string {
  requireKind(leaf, "sealing");
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(fromHex(leaf.value));
  const recipient = sealingValueSchema.safeParse(text);
  if (!recipient.success) throw leafInvalid("sealing");
  return recipient.data;
}

function requireKind(leaf: KeyLeaf, kind: string): void {
  if (leaf.kind !== kind) throw leafInvalid(kind);
}

function leafInvalid(kind: string): InvalidInputError {
  return new InvalidInputError("KEY_LEAF_INVALID", `A published key is not a well-formed ${kind} key.`, {
    facts: { kind },
  });
}

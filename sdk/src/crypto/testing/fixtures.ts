import fc from "fast-check";
import { toHex, type Hex } from "../../codec/index.ts";
import {
  CAPSULE_KIND,
  type Capsule,
  type CapsuleContext,
  type ReencryptionDeal,
  type ReencryptionPartial,
  FR_ORDER,
  dealReencryptionShares,
  derivePublicX,
  derivePublicY,
  partialReencrypt,
  platformRandom,
  randomScalar,
  sealPart,
} from "../index.ts";

/** Fresh valid inputs for tests; a negative test changes one thing of them. */

export function anId(): Hex {
  return toHex(platformRandom(32));
}

export function aContext(): CapsuleContext {
  return {
    chainId: 7101n,
    registryId: anId(),
    recordId: anId(),
    version: 0,
    kind: CAPSULE_KIND.record,
    sender: anId(),
  };
}

export interface SealedPart {
  readonly a: bigint;
  readonly part: Uint8Array;
  readonly context: CapsuleContext;
  readonly capsule: Capsule;
}

export function aSealedPart(): SealedPart {
  const a = randomScalar();
  const part = platformRandom(32);
  const context = aContext();
  return { a, part, context, capsule: sealPart({ x: derivePublicX(a), part, epoch: 3, context }) };
}

export interface GrantedPart extends SealedPart {
  readonly threshold: number;
  readonly b2: bigint;
  readonly y: Uint8Array;
  readonly deal: ReencryptionDeal;
  readonly accessId: Hex;
  readonly partials: readonly ReencryptionPartial[];
}

/** A sealed part, granted to a reader through three proxies of which two suffice, and answered by all three. */
export function aGrantedPart(sealed: SealedPart = aSealedPart(), b2: bigint = randomScalar()): GrantedPart {
  const threshold = 2;
  const y = derivePublicY(b2);
  const accessId = anId();
  const deal = dealReencryptionShares({ a: sealed.a, y, threshold, indices: [1, 2, 3] });
  const { commitments } = deal;
  const { c1 } = sealed.capsule;
  const partials = deal.shares.map(({ index, rk }) =>
    partialReencrypt({ c1, rk, index, commitments, y, accessId }),
  );
  return { ...sealed, threshold, b2, y, deal, accessId, partials };
}

/** A copy with one byte changed. */
export function flipped(bytes: Uint8Array, position: number, mask = 1): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const place = position % copy.length;
  copy[place] = (copy[place] ?? 0) ^ mask;
  return copy;
}

/** Element of a list that the test knows to be there. */
export function at<Item>(items: readonly Item[], position: number): Item {
  const item = items.at(position);
  if (item === undefined) throw new RangeError(`no item at ${position}`);
  return item;
}

/** Scalars in [1, r), the edges included more often than chance would. */
export const scalars = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(1n, 2n, FR_ORDER - 2n, FR_ORDER - 1n) },
  { weight: 4, arbitrary: fc.bigInt({ min: 1n, max: FR_ORDER - 1n }) },
);

/** What may stand in a place of one byte: a position and a change that is one. */
export const oneByte = fc.record({ position: fc.nat(1 << 20), mask: fc.integer({ min: 1, max: 255 }) });

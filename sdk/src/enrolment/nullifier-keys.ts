import { z } from "zod";
import { bytes32Schema, chainIdSchema, fromHex, toHex, type Hex } from "../codec/index.ts";
import { dealNullifierKey, type NullifierKey } from "../crypto/oprf/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { ROLE, type Role } from "../identity/index.ts";
import type { NetworkDescription } from "../network/index.ts";

/** In which capacity somebody is enrolled; each has a PRF key of its own (docs/decisions/0012). */
export const CAPACITY = { patient: 1, professional: 2 } as const;
export type Capacity = (typeof CAPACITY)[keyof typeof CAPACITY];

export const capacitySchema = z.union([z.literal(CAPACITY.patient), z.literal(CAPACITY.professional)]);

/** Patients are patients; everybody else is enrolled for what he does. */
export function capacityOf(role: Role): Capacity {
  return role === ROLE.patient ? CAPACITY.patient : CAPACITY.professional;
}

const indexSchema = z.int().min(1).max(255);

/** What one authority keeps secret: its shares of all keys. A file of mode 0600. */
export const nullifierSharesSchema = z.strictObject({
  format: z.literal("medlattice/nullifier-shares/v1"),
  index: indexSchema,
  shares: z.array(z.strictObject({ chainId: chainIdSchema, capacity: capacitySchema, share: bytes32Schema })),
});

export type NullifierShares = z.infer<typeof nullifierSharesSchema>;
export type NullifierKeyDescription = NetworkDescription["nullifierKeys"][number];

/**
 * Makes the PRF keys of a network, one for each chain and capacity, and splits each among the authorities (DESIGN rule 2).
 * @returns the public side for the network description, and each holder's file
 * @throws InvalidInputError for a threshold or holders out of range
 */
export function dealNullifierKeys(options: {
  readonly chainIds: readonly number[];
  readonly threshold: number;
  readonly holders: readonly { readonly organization: Hex; readonly index: number }[];
}): { readonly keys: NullifierKeyDescription[]; readonly files: ReadonlyMap<Hex, NullifierShares> } {
  const { chainIds, threshold, holders } = options;
  const files = new Map<Hex, NullifierShares>(
    holders.map(({ organization, index }) => [
      organization,
      { format: "medlattice/nullifier-shares/v1", index, shares: [] },
    ]),
  );
  const keys: NullifierKeyDescription[] = [];
  for (const chainId of chainIds) {
    for (const capacity of Object.values(CAPACITY)) {
      const indices = holders.map(({ index }) => index);
      const { key, shares } = dealNullifierKey({ threshold, indices });
      const commitments = key.commitments.map((commitment) => toHex(commitment));
      keys.push({ chainId, capacity, threshold, commitments, holders: [...holders] });
      for (const [position, { share }] of shares.entries()) {
        const holder = holders[position];
        if (holder !== undefined)
          files.get(holder.organization)?.shares.push({ chainId, capacity, share: scalarHex(share) });
      }
    }
  }
  return { keys, files };
}

/** @throws InvalidInputError NULLIFIER_KEY_UNKNOWN */
export function nullifierKeyOf(
  network: Pick<NetworkDescription, "nullifierKeys">,
  { chainId, capacity }: { readonly chainId: number; readonly capacity: Capacity },
): NullifierKeyDescription {
  const found = network.nullifierKeys.find((key) => key.chainId === chainId && key.capacity === capacity);
  if (found !== undefined) return found;
  throw new InvalidInputError("NULLIFIER_KEY_UNKNOWN", "The authorities have no key for this chain.", {
    facts: { chainId, capacity },
    hints: ["Take the network description from the operator of the network again."],
  });
}

/** The key as the cryptography takes it. */
export function decodeNullifierKey({ threshold, commitments }: NullifierKeyDescription): NullifierKey {
  return { threshold, commitments: commitments.map((commitment) => fromHex(commitment, 32)) };
}

function scalarHex(scalar: bigint): Hex {
  return `0x${scalar.toString(16).padStart(64, "0")}`;
}

import { keyManifestLeaf, merkleRoot } from "../crypto/index.ts";
import { openMessage } from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import {
  type KeyLeaf,
  keyLeaves,
  keyManifestSchema,
  type MasterKey,
  readCategoryLeaf,
  sealingKey,
} from "../keys/index.ts";
import type { Connections } from "./connections.ts";
import { homeOracle } from "./homeOracle.ts";
import type { KeyPlan } from "./person.ts";

const EPOCH_LABEL = /^epoch (\d{1,10})$/;

/**
 * Which keys a person has published on a chain, for a device that has only the master key: read from the person's own sealed manifest,
 * and believed only if the master key gives the very root that stands in the registry.
 *
 * @throws VerificationError `KEY_PLAN_MISMATCH` when the published keys are not those of this master key
 * @throws InvalidInputError `KEY_MANIFEST_NOT_FOUND` when none were published
 */
export async function readKeyPlan(
  connections: Connections,
  chainId: number,
  master: MasterKey,
): Promise<KeyPlan> {
  const { personId } = connections.pseudonymOn(chainId);
  const oracle = await homeOracle(connections, chainId);
  const [published, root] = await Promise.all([
    oracle.keys.own(),
    connections.reader(chainId).keyManifestRootOf(personId),
  ]);
  const receiveEpoch = epochOf(published.sealing.leaf);
  const { identity } = await sealingKey(master, receiveEpoch);
  const { value: manifest } = await openMessage({
    schema: keyManifestSchema,
    sealed: published.sealed,
    identity,
  });
  const categories = manifest.leaves
    .filter(({ kind }) => kind === "category")
    .map(readCategoryLeaf)
    .map(({ code, epoch }) => ({ code, epoch }));
  const leaves = await keyLeaves(master, { chainId, epoch: manifest.epoch, receiveEpoch, categories });
  if (merkleRoot(leaves.map(keyManifestLeaf)) !== root) throw mismatch(chainId);
  return { receiveEpoch, categories };
}

function epochOf({ label }: KeyLeaf): number {
  const digits = EPOCH_LABEL.exec(label)?.[1];
  if (digits !== undefined) return Number(digits);
  throw new VerificationError("KEY_PLAN_MISMATCH", "The published key does not say which one it is.");
}

function mismatch(chainId: number): VerificationError {
  return new VerificationError(
    "KEY_PLAN_MISMATCH",
    "The keys published for this person are not those of the key that was unlocked.",
    {
      facts: { chainId },
      hints: ["If you changed keys on another device, sign in there and finish the change."],
    },
  );
}

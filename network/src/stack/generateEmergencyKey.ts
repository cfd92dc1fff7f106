import { randomBytes } from "node:crypto";
import { VerificationError } from "@medlattice/sdk/errors";
import {
  checkContributions,
  createKeyContribution,
  finishKeyGeneration,
  initCrypto,
  multiplyShares,
  type OrganizationKey,
  verifyOrganizationKey,
} from "@medlattice/sdk/crypto";

export interface EmergencyKeyShares {
  readonly key: OrganizationKey;
  /** Share of the holder with that index. */
  readonly shares: ReadonlyMap<number, bigint>;
}

/**
 * The network's emergency key, made without a dealer (rule 7): every holder contributes, nobody ever has the whole.
 * On one machine all holders' steps run here, one after the other; between hosts the same steps run one on each.
 */
export async function generateEmergencyKey(options: {
  readonly threshold: number;
  readonly indices: readonly number[];
}): Promise<EmergencyKeyShares> {
  await initCrypto();
  const session = { sessionId: `0x${randomBytes(32).toString("hex")}` as const, ...options };
  const made = session.indices.map((index) => createKeyContribution({ session, index }));
  const contributions = made.map(({ contribution }) => contribution);
  const received = (index: number) => made.flatMap(({ shares }) => shares.filter(({ to }) => to === index));
  for (const index of session.indices) {
    const { cheaters, complaints } = checkContributions({
      session,
      index,
      contributions,
      shares: received(index),
    });
    if (cheaters.length + complaints.length === 0) continue;
    throw new VerificationError(
      "KEY_GENERATION_FAILED",
      "A holder's contribution to the emergency key is false.",
      {
        facts: { cheaters: cheaters.join(","), complaints: complaints.length },
      },
    );
  }
  const members = session.indices.map((index) => ({
    index,
    ...multiplyShares({ session, index, contributions, shares: received(index) }),
  }));
  const { key } = finishKeyGeneration({
    session,
    contributions,
    products: members.map(({ product }) => product),
  });
  verifyOrganizationKey(key);
  return { key, shares: new Map(members.map(({ index, share }) => [index, share.share])) };
}

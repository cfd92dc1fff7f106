import type { PersonLinkProof } from "@medlattice/sdk/consent";
import { PermissionError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { Facts } from "../evidence/createFacts.ts";

/**
 * Whoever says that two pseudonyms are one person must act for both; that the statements are signed is checked before.
 * @throws PermissionError PERSON_LINK_NOT_CONTROLLED (facts.side)
 */
export async function requireLinked(facts: Facts, link: PersonLinkProof): Promise<void> {
  const sides = ["home", "record"] as const;
  const controlled = await Promise.all(
    sides.map((side) => actsFor(facts, link[side].chainId, link[side].personId, link[side].signer)),
  );
  const wrong = sides.find((_side, position) => controlled[position] !== true);
  if (wrong !== undefined) throw notControlled(wrong);
}

/** Whether an account acts for a person who may act now. */
export async function actsFor(facts: Facts, chainId: number, personId: Hex, account: Hex): Promise<boolean> {
  const { answer } = await facts.ask<"standing">(chainId, { kind: "standing", personId, account });
  return answer.isController && answer.isActive;
}

function notControlled(side: "home" | "record"): PermissionError {
  return new PermissionError(
    "PERSON_LINK_NOT_CONTROLLED",
    "Whoever says that two identities are one person does not act for one of them.",
    {
      facts: { side },
      hints: ["Each side is signed by a wallet registered for the identity on that chain."],
    },
  );
}

import { z } from "zod";
import type { Hex } from "../../codec/index.ts";
import { G1_BYTES } from "../../crypto/bls/points.ts";
import { bytesJson, decodeJson, encodeJson, idJson } from "../../crypto/primitives/json.ts";
import { InvalidInputError } from "../../errors/index.ts";
import type { Contribution } from "./contribution.ts";
import { MOST_STATIONS } from "./createGroup.ts";

const station = z
  .number()
  .int()
  .min(0)
  .max(MOST_STATIONS - 1);

const schema = z
  .strictObject({
    format: z.literal("medlattice/committee-contribution/v1"),
    groupId: idJson,
    from: station,
    shares: z.array(bytesJson(G1_BYTES).nullable()).min(1).max(MOST_STATIONS),
  })
  .refine(({ from, shares }) => shares.every((share, i) => (share === null) === (i === from)), {
    error: "one share for each other station",
  });

/** A contribution as it travels: for whom of which group, and nothing that would have to be signed, for it proves itself. */
export type ContributionJson = z.input<typeof schema>;

export function encodeContribution(
  group: { readonly groupId: Hex },
  { from, shares }: Contribution,
): ContributionJson {
  const format = "medlattice/committee-contribution/v1";
  return encodeJson(schema, { format, groupId: group.groupId, from, shares: [...shares] });
}

/**
 * Reads a contribution to this group. Whether it is true is checked by `verifyContribution`.
 * @throws {InvalidInputError} `JSON_INVALID`, `CONTRIBUTION_OTHER_GROUP`
 */
export function decodeContribution(group: { readonly groupId: Hex }, value: unknown): Contribution {
  const { groupId, from, shares } = decodeJson(schema, "contribution", value);
  if (groupId !== group.groupId) {
    throw new InvalidInputError(
      "CONTRIBUTION_OTHER_GROUP",
      "The contribution is to another group of stations.",
    );
  }
  return { from, shares };
}

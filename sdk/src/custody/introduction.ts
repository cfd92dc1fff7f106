import { z } from "zod";
import { bytes32Schema } from "../codec/index.ts";

const NAME_CHARACTERS = 100;
/** Controls, and marks that turn the direction of a line: one name must not look like another. */
const UNSEEN = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;

/** What a manager is called among the managers of its institution, who choose officers by name. Its own word, signed. */
export const introductionSchema = z.strictObject({
  format: z.literal("medlattice/custody-introduction/v1"),
  officer: bytes32Schema,
  name: z
    .string()
    .min(1)
    .max(NAME_CHARACTERS)
    .refine((name) => name.trim() === name && !UNSEEN.test(name), { error: "is no name" }),
});
export type Introduction = z.infer<typeof introductionSchema>;

/** What the manager's wallet shows. */
export function introductionStatement({ name }: Pick<Introduction, "name">): string {
  return `The other managers of my institution know me as ${name}.`;
}

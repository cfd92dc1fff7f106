import { type CommitteeBounds, committeeBounds } from "@medlattice/sdk/committee";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { table } from "../../lib/text.ts";

const whole = z
  .string()
  .regex(/^\d{1,15}$/, "it is a whole number")
  .transform(Number);

export const boundsCommand = defineCommand({
  usage: "bounds",
  summary: "how many of a committee drawn by lot are honest, and what quorum is safe",
  detail:
    "Each bound fails with a probability of 2^-L. Poisson tails; with --tokens exactly, each of W tokens drawn with chance E/W.\n" +
    "Nothing is rounded on the way. No network is needed.",
  options: [
    ["--lambda <L>", "security level: a bound fails with a probability of 2^-L", "required"],
    ["--expected <E>", "expected size of the committee", "required"],
    ["--honest <H>", "share of tokens in honest hands: 0.8 or 4/5", "required"],
    ["--tokens <W>", "all tokens there are"],
  ],
  input: z.strictObject({
    lambda: whole,
    expected: z.string(),
    honest: z.string(),
    tokens: whole.optional(),
  }),
  example: "committee bounds --lambda 20 --expected 500 --honest 0.8",
  async run(_cli, input) {
    const bounds = committeeBounds(input);
    return { data: { ...bounds }, text: inWords(bounds), isBare: true };
  },
});

function inWords({ adversary, honest, all, quorum, why }: CommitteeBounds): string {
  const row = (who: string, { min, max }: { min: number; max: number }) => [who, `${min}`, `${max}`];
  const rows = [row("adversary", adversary), row("honest", honest), row("all", all)];
  return [table(["IDENTITIES", "AT LEAST", "AT MOST"], rows), "", `Quorum: ${quorum ?? "none"}. ${why}`].join(
    "\n",
  );
}

import { InvalidInputError } from "@medlattice/sdk/errors";
import { denyAccess, type DeniedScope } from "@medlattice/sdk/person";
import { z } from "zod";
import { categoryOfTag, requireCategory } from "../lib/categories.ts";
import { defineCommand } from "../lib/command.ts";
import { denialChains, grantsNotReached } from "../lib/denial.ts";
import { type DeniedSubject, deniedSubject } from "../lib/deniedSubject.ts";
import { type ActingPerson, openPerson } from "../lib/openPerson.ts";
import { granteeInWords, ownGrants, scopeInWords } from "../lib/ownGrants.ts";
import { enough, findRecord } from "../lib/records.ts";
import { listed, shortId } from "../lib/text.ts";

/** Tags of one denial (DESIGN rule 13: no unbounded loops). */
const SCOPES_AT_ONCE = 8;

const inputSchema = z.strictObject({
  to: z.string(),
  record: z.string().optional(),
  category: z.array(z.string()).optional(),
  everything: z.boolean().default(false),
  lift: z.boolean().default(false),
  chain: z.string().optional(),
});

type Input = z.infer<typeof inputSchema>;

export const denyCommand = defineCommand({
  usage: "deny",
  summary: "shut somebody out, whatever grants there are or will be",
  detail:
    "A denial wins over every grant. Nobody can tell from the chain whom or what it is about. --lift takes it back. Asks first\nwhen it shuts everybody out, or somebody from everything.",
  options: [
    ["--to <who>", "a person, an organisation, or anyone", "required"],
    ["--record <id>", "one record"],
    ["--category <code...>", "records of these categories"],
    ["--everything", "all of your records"],
    ["--lift", "take back a denial given before"],
    ["--chain <name>", "only for records at the institution with this chain"],
  ],
  input: inputSchema,
  example: 'deny --to "Harbour Insurance" --everything',
  async run(cli, input) {
    requireOneScope(input);
    const acting = await openPerson(cli, "patient");
    const { scopes, words, chain, category } = await scopesOf(acting, input);
    const grants = await ownGrants(acting);
    const chains = await denialChains(acting, grants, chain);
    const subject = await deniedSubject(acting, input.to, chains.records);
    const isWide = input.everything || input.to === "anyone";
    if (isWide && !input.lift) await cli.confirm(`Deny ${subject.words} ${words}?`);
    const done = [];
    for (const chainId of chains.all) {
      if (await denyOn(acting, { chainId, subject, scopes, denied: !input.lift })) done.push(chainId);
    }
    const wider = input.lift ? [] : await grantsNotReached(acting, grants, { subject, scopes, category });
    const places = listed(done.map((chainId) => acting.names.chain(chainId)));
    return {
      data: {
        chains: done,
        to: input.to,
        denied: !input.lift,
        scopes,
        widerGrants: wider.map(({ grantId }) => grantId),
      },
      text: [
        `${input.lift ? "Allowed again" : "Denied"}: ${subject.words}, ${words}, on ${places}.`,
        ...(input.lift ? ["Grants that still hold can be used again."] : []),
        ...wider.map(
          (given) =>
            `This grant is for more than that and still holds: ${scopeInWords(acting, given)} for ${granteeInWords(acting, given)}. Withdraw it: npx medlattice revoke ${enough(given.grantId)}`,
        ),
      ].join("\n"),
    };
  },
});

function requireOneScope({ record, category, everything }: Input): void {
  if ([record !== undefined, category !== undefined, everything].filter(Boolean).length === 1) return;
  throw new InvalidInputError("SCOPE_NEEDED", "Say what to deny: --record, --category or --everything.");
}

interface Denied {
  readonly scopes: readonly DeniedScope[];
  readonly words: string;
  readonly chain: string | undefined;
  /** Of the one record that is denied, if it is one. */
  readonly category: string | null;
}

async function scopesOf(
  acting: ActingPerson,
  { to, record, category, everything, chain }: Input,
): Promise<Denied> {
  const own = acting.profile.keyPlan.categories.map(({ code }) => code);
  if (record !== undefined) {
    const { chainId, state } = await findRecord(acting, record, { chain, as: "patient" });
    const { recordId, categoryTag } = state;
    return {
      scopes: [{ kind: "record", recordId }],
      words: `record ${shortId(recordId)}`,
      chain: String(chainId),
      category: categoryOfTag(acting.person, chainId, categoryTag),
    };
  }
  if (everything && to !== "anyone") {
    return { scopes: [{ kind: "everything" }], words: "everything", chain, category: null };
  }
  // There is no tag for “anyone, everything”: each category is denied to anyone instead.
  const codes = everything ? own : (category ?? []).map((code) => requireCategory(code, own));
  return {
    scopes: codes.map((code) => ({ kind: "category", category: code })),
    words: everything ? "everything" : `records of ${listed(codes)}`,
    chain,
    category: null,
  };
}

async function denyOn(
  acting: ActingPerson,
  options: {
    readonly chainId: number;
    readonly subject: DeniedSubject;
    readonly scopes: readonly DeniedScope[];
    readonly denied: boolean;
  },
): Promise<boolean> {
  const { chainId, scopes, denied } = options;
  const subject = options.subject.on(chainId);
  if (subject === null) return false;
  for (let first = 0; first < scopes.length; first += SCOPES_AT_ONCE) {
    const part = scopes.slice(first, first + SCOPES_AT_ONCE);
    await denyAccess(acting.person, { chainId, subject, scopes: part, denied });
  }
  return true;
}

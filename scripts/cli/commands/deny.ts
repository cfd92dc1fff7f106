import { InvalidInputError } from "@medlattice/sdk/errors";
import { denyAccess, type DeniedScope } from "@medlattice/sdk/person";
import { z } from "zod";
import { categoryOfTag, requireCategory } from "../lib/categories.ts";
import { defineCommand } from "../lib/command.ts";
import { type DeniedSubject, deniedSubject } from "../lib/deniedSubject.ts";
import { enrolledChains } from "../lib/enrolledChains.ts";
import { givenGrants } from "../lib/grantBook.ts";
import { type ActingPerson, openPerson, privatePseudonyms } from "../lib/openPerson.ts";
import { ownGrants } from "../lib/ownGrants.ts";
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
    const denied = await scopesOf(acting, input);
    const chains = await chainsOf(acting, denied.chain);
    const subject = await deniedSubject(acting, input.to, chains.private);
    const isWide = input.everything || input.to === "anyone";
    if (isWide && !input.lift) await cli.confirm(`Deny ${subject.words} ${denied.words}?`);
    const done = [];
    for (const chainId of chains.all) {
      if (await denyOn(acting, { chainId, subject, scopes: denied.scopes, denied: !input.lift }))
        done.push(chainId);
    }
    const wider =
      input.lift || denied.category === null ? [] : await widerGrants(acting, subject, denied.category);
    const places = listed(done.map((chainId) => acting.names.chain(chainId)));
    return {
      data: {
        chains: done,
        to: input.to,
        denied: !input.lift,
        scopes: denied.scopes,
        widerGrants: wider.map(({ grantId }) => grantId),
      },
      text: [
        `${input.lift ? "Allowed again" : "Denied"}: ${subject.words}, ${denied.words}, on ${places}.`,
        ...(input.lift ? ["Grants that still hold can be used again."] : []),
        ...wider.map(
          ({ grantId, words }) =>
            `This grant is for more than that record and still lets it be read: ${words}. Withdraw it: npx medlattice revoke ${enough(grantId)}`,
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

/**
 * The private chains whose records are meant: proxies ask there before they help. The consortium too, so that a grant at home there is
 * refused before a use of it is spent; but only if records of these chains were shared across institutions before. Two denials in one
 * moment would otherwise show the institution which pseudonym on the consortium is its patient's (rule 1).
 */
async function chainsOf(
  acting: ActingPerson,
  chain: string | undefined,
): Promise<{ readonly private: readonly number[]; readonly all: readonly number[] }> {
  const enrolled = await enrolledChains(acting);
  const own = privatePseudonyms(acting, chain).map(({ chainId }) => chainId);
  const meant = own.filter((chainId) => enrolled.includes(chainId));
  const notes = [...(await givenGrants(acting.folder)).values()];
  const shared = notes.filter(
    (note) => note.chainId !== note.recordChainId && meant.includes(note.recordChainId),
  );
  const homes = new Set(shared.map((note) => note.chainId).filter((chainId) => enrolled.includes(chainId)));
  return { private: meant, all: [...meant, ...homes] };
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

/** Grants for a whole category, which the denial of one record in it does not reach. */
async function widerGrants(acting: ActingPerson, subject: DeniedSubject, category: string) {
  const grants = await ownGrants(acting);
  return grants.flatMap(({ state, note }) =>
    state === "holds" &&
    note !== null &&
    note.recordId === null &&
    note.category === category &&
    subject.means(note)
      ? [{ grantId: note.grantId, words: `category ${category} for ${note.granteeName}` }]
      : [],
  );
}

import { InvalidInputError } from "@medlattice/sdk/errors";
import { type DeniedPair, SUBJECT, ZERO32 } from "@medlattice/sdk/keys";
import { denyAccess, type DeniedScope } from "@medlattice/sdk/person";
import { z } from "zod";
import { requireCategory } from "../lib/categories.ts";
import { defineCommand } from "../lib/command.ts";
import { enrolledChains } from "../lib/enrolledChains.ts";
import { organizationsNamed } from "../lib/network.ts";
import { type ActingPerson, openPerson, privatePseudonyms } from "../lib/openPerson.ts";
import { findGrantee } from "../lib/people.ts";
import { findRecord } from "../lib/records.ts";
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

/** Whom a denial means: its words, and the pair's half on one of the patient's private chains. */
interface Denied {
  readonly words: string;
  on(chainId: number): Promise<Pick<DeniedPair, "subjectKind" | "subject">>;
}

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
    const acting = await openPerson(cli, "patient");
    const subject = deniedOf(acting, input.to);
    const { scopes, words, chain } = await scopesOf(acting, input);
    const verb = input.lift ? "Allow again" : "Deny";
    const isWide = input.everything || input.to === "anyone";
    if (isWide && !input.lift) await cli.confirm(`${verb} ${subject.words} ${words}?`);
    const enrolled = await enrolledChains(acting);
    const chainIds = privatePseudonyms(acting, chain)
      .map(({ chainId }) => chainId)
      .filter((chainId) => enrolled.includes(chainId));
    for (const chainId of chainIds) {
      for (let first = 0; first < scopes.length; first += SCOPES_AT_ONCE) {
        await denyAccess(acting.person, {
          chainId,
          subject: await subject.on(chainId),
          scopes: scopes.slice(first, first + SCOPES_AT_ONCE),
          denied: !input.lift,
        });
      }
    }
    const places = listed(chainIds.map((chainId) => acting.names.chain(chainId)));
    return {
      data: { chains: chainIds, to: input.to, denied: !input.lift, scopes },
      text: [
        `${input.lift ? "Allowed again" : "Denied"}: ${subject.words}, ${words}, on ${places}.`,
        input.lift
          ? "Grants that still hold can be used again."
          : "Grants for a whole category are not stopped by the denial of one record: npx medlattice grant list shows them.",
      ].join("\n"),
    };
  },
});

function deniedOf(acting: ActingPerson, to: string): Denied {
  if (to === "anyone") {
    return {
      words: "anyone",
      on: () => Promise.resolve({ subjectKind: SUBJECT.anyone, subject: ZERO32 }),
    };
  }
  const [organization, ...others] = organizationsNamed(acting.network, to);
  if (organization !== undefined && others.length === 0) {
    return {
      words: `everybody at ${organization.name}`,
      on: () => Promise.resolve({ subjectKind: SUBJECT.organization, subject: organization.orgId }),
    };
  }
  return {
    words: to,
    // By the pseudonym that grants for records of this chain name.
    on: async (chainId) => ({
      subjectKind: SUBJECT.person,
      subject: (await findGrantee(acting, chainId, to)).id,
    }),
  };
}

async function scopesOf(
  acting: ActingPerson,
  { to, record, category, everything, chain }: Input,
): Promise<{
  readonly scopes: readonly DeniedScope[];
  readonly words: string;
  readonly chain: string | undefined;
}> {
  const own = acting.profile.keyPlan.categories.map(({ code }) => code);
  if ([record !== undefined, category !== undefined, everything].filter(Boolean).length !== 1) {
    throw new InvalidInputError("SCOPE_NEEDED", "Say what to deny: --record, --category or --everything.");
  }
  if (record !== undefined) {
    const { chainId, state } = await findRecord(acting, record, { chain, as: "patient" });
    const { recordId } = state;
    return {
      scopes: [{ kind: "record", recordId }],
      words: `record ${shortId(recordId)}`,
      chain: String(chainId),
    };
  }
  if (everything && to !== "anyone") return { scopes: [{ kind: "everything" }], words: "everything", chain };
  // There is no tag for “anyone, everything”: each category is denied to anyone instead.
  const codes = everything ? own : (category ?? []).map((code) => requireCategory(code, own));
  return {
    scopes: codes.map((code) => ({ kind: "category", category: code })),
    words: everything ? "everything" : `records of ${listed(codes)}`,
    chain,
  };
}

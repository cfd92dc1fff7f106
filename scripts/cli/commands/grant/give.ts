import { ACTION, type Action, summarize } from "@medlattice/sdk/consent";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { SCOPE } from "@medlattice/sdk/keys";
import { giveGrant, type SharedScope } from "@medlattice/sdk/person";
import { z } from "zod";
import { requireCategory } from "../../lib/categories.ts";
import { type Cli, defineCommand } from "../../lib/command.ts";
import { keepGivenGrant } from "../../lib/grantBook.ts";
import { type ActingPerson, openPerson, privateChain } from "../../lib/openPerson.ts";
import { openRecord } from "../../lib/openRecord.ts";
import { findGrantee } from "../../lib/people.ts";
import { enough } from "../../lib/records.ts";
import { counted, printable } from "../../lib/text.ts";
import { nowSeconds, parseMoment, timeZone } from "../../lib/time.ts";

const ACTIONS = ["read", "write", "copy"] as const;

const inputSchema = z.strictObject({
  record: z.string().optional(),
  category: z.string().optional(),
  to: z.string(),
  until: z.string().default("30d"),
  from: z.string().optional(),
  uses: z.coerce
    .number("must be a whole number")
    .pipe(z.int("must be a whole number").min(0).max(0xffff_ffff))
    .default(0),
  purpose: z.string().trim().min(1, "must not be empty").default("Treatment"),
  action: z.array(z.enum(ACTIONS, "must be read, write or copy")).default(["read"]),
  title: z.string().optional(),
  chain: z.string().optional(),
});

type Input = z.infer<typeof inputSchema>;

export const giveCommand = defineCommand({
  usage: "give",
  summary: "share a record, or all records of a category, with one person",
  detail:
    "You see in plain words what it means before your wallet signs it. Shares of the key go to organisations other than the\nreader's own; none of them can open anything alone.",
  options: [
    ["--record <id>", "the record, or the beginning of its id"],
    ["--category <code>", "all records of a category, also later ones"],
    ["--to <who>", "name as in the directory, or pseudonym", "required"],
    ["--until <time>", "until when: 30d, 12h, 2027-03-31 (default: 30d)"],
    ["--from <time>", "from when (default: now)"],
    ["--uses <number>", "how often at most; 0 as often as needed (default: 0)"],
    ["--purpose <text>", "what for, in your own words (default: Treatment)"],
    ["--action <action...>", "read, write, copy (default: read)"],
    ["--title <text>", "what to call it (default: from its content)"],
    ["--chain <name>", "records at the institution with this chain"],
  ],
  input: inputSchema,
  example: 'grant give --record 0x1a2b --to "Wu Jian" --until 30d --uses 3 --purpose "Second opinion"',
  async run(cli, input) {
    const now = nowSeconds();
    const notBefore = input.from === undefined ? now : parseMoment(input.from, now);
    const notAfter = parseMoment(input.until, now);
    if (notAfter <= notBefore)
      throw new InvalidInputError("TIME_INVALID", "The grant would end before it begins.");
    if ((input.record === undefined) === (input.category === undefined)) {
      throw new InvalidInputError("SCOPE_NEEDED", "Say what to share: either --record or --category.", {
        hints: ["npx medlattice record list shows your records."],
      });
    }
    const acting = await openPerson(cli, "patient");
    const scope = await scopeOf(acting, input);
    const grantee = await findGrantee(acting, scope.chainId, input.to);
    const actions: readonly Action[] = [...new Set(input.action)];
    const words = { grantee: grantee.name, scope: scope.title, timeZone: timeZone() };
    const summary = summarize(
      {
        notBefore,
        notAfter,
        maxUses: input.uses,
        scopeKind: scope.kind === "record" ? SCOPE.record : SCOPE.category,
        actions: actions.reduce((bits, action) => bits | ACTION[action], 0),
      },
      words,
      "en",
    );
    await preview(cli, summary, input.purpose);
    const given = await giveGrant(acting.person, {
      scope,
      grantee,
      actions,
      notBefore,
      notAfter,
      maxUses: input.uses,
      purpose: input.purpose,
      language: "en",
      timeZone: words.timeZone,
    });
    const { grantId, home } = given.grant;
    await keepGivenGrant(acting.folder, {
      grantId,
      chainId: home.chainId,
      grantee: grantee.id,
      granteeName: grantee.name,
      granteeOrganization: grantee.organization,
      recordChainId: scope.chainId,
      recordId: scope.kind === "record" ? scope.recordId : null,
      category: scope.category,
      title: scope.title,
      purpose: input.purpose,
      summary,
      notBefore,
      notAfter,
      maxUses: input.uses,
    });
    for (const { organization, error } of given.failed)
      cli.note(`${acting.names.organization(organization)} did not take its share: ${error.message}`);
    return {
      data: {
        grantId,
        chainId: home.chainId,
        grantee: grantee.id,
        summary,
        dealt: given.dealt,
        failed: given.failed.map(({ organization, error }) => ({ organization, code: error.code })),
      },
      text: [
        `Given. ${counted(given.dealt.length, "organisation")} hold a share; ${acting.network.proxyThreshold} are needed.`,
        `Grant ${grantId}`,
        `Withdraw it at any time: npx medlattice revoke ${enough(grantId)}`,
      ].join("\n"),
    };
  },
});

/** The words that will be signed. Somebody at a terminal is asked; a program has decided. */
async function preview(cli: Cli, summary: string, purpose: string): Promise<void> {
  cli.note(`${printable(summary)}\nPurpose: ${printable(purpose)}`);
  await cli.confirm("Sign this?", { whenNobodyIsThere: "go on" });
}

async function scopeOf(
  acting: ActingPerson,
  { record, category, title, chain }: Pick<Input, "record" | "category" | "title" | "chain">,
): Promise<SharedScope> {
  if (record !== undefined) {
    const { entry, reviewed, facts } = await openRecord(acting, record, chain);
    const { chainId, state } = entry;
    const { code } = reviewed.opened.category;
    return { kind: "record", chainId, recordId: state.recordId, category: code, title: title ?? facts.title };
  }
  const own = acting.profile.keyPlan.categories.map(({ code }) => code);
  const code = requireCategory(category ?? "", own);
  return { kind: "category", chainId: privateChain(acting, chain), category: code, title: title ?? code };
}

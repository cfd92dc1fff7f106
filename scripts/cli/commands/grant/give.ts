import { ACTION, type Action, type Language, summarize } from "@medlattice/sdk/consent";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { SCOPE } from "@medlattice/sdk/keys";
import {
  addRecordKey,
  giveGrant,
  type GiveGrantOptions,
  hasRecordKey,
  type SharedScope,
} from "@medlattice/sdk/person";
import { z } from "zod";
import { type Proposed, proposedBy } from "../../lib/answerRequest.ts";
import { requireCategory } from "../../lib/categories.ts";
import { type Cli, defineCommand } from "../../lib/command.ts";
import { isDenied } from "@medlattice/sdk/person";
import { type ActingPerson, openPerson, privateChain } from "../../lib/openPerson.ts";
import { openRecord } from "../../lib/openRecord.ts";
import { findGrantee } from "../../lib/people.ts";
import { enough } from "../../lib/records.ts";
import { counted, printable } from "../../lib/text.ts";
import { nowSeconds, parseMoment, timeZone } from "../../lib/time.ts";

const ACTIONS = ["read", "write", "copy"] as const;
/** What a grant is for when nothing is said. */
const TREATMENT = { en: "Treatment", zh: "治疗" } as const satisfies Record<Language, string>;
const wholeNumber = z.coerce.number("must be a whole number").pipe(z.int("must be a whole number").min(0));

const inputSchema = z.strictObject({
  record: z.string().optional(),
  category: z.string().optional(),
  to: z.string().optional(),
  request: z.string().optional(),
  until: z.string().optional(),
  from: z.string().optional(),
  uses: wholeNumber.optional(),
  purpose: z.string().trim().min(1, "must not be empty").optional(),
  action: z.array(z.enum(ACTIONS, "must be read, write or copy")).default(["read"]),
  title: z.string().optional(),
  language: z.enum(["en", "zh"], "must be en or zh").default("en"),
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
    ["--to <who>", "name as in the directory, or pseudonym"],
    [
      "--request <id>",
      "answer a request: whom, what, until when and what for come from it unless said otherwise",
    ],
    ["--until <time>", "until when: 30d, 12h, 2027-03-31 (default: 30d)"],
    ["--from <time>", "from when (default: now)"],
    ["--uses <number>", "how often at most; 0 as often as needed (default: 0)"],
    ["--purpose <text>", "what for, in your own words (default: Treatment, 治疗)"],
    ["--language <en|zh>", "in which the wallet shows it and the grantee reads it (default: en)"],
    ["--action <action...>", "read, write, copy (default: read)"],
    ["--title <text>", "what to call it (default: from its content)"],
    ["--chain <name>", "records at the institution with this chain"],
  ],
  input: inputSchema,
  example: 'grant give --record 0x1a2b --to "Wu Jian" --until 30d --uses 3 --purpose "Second opinion"',
  async run(cli, input) {
    const window = windowOf(input);
    const acting = await openPerson(cli, "patient");
    const proposed = input.request === undefined ? null : await proposedBy(acting, input.request);
    const options = await optionsOf(acting, input, { window, proposed });
    const summary = await preview(cli, options);
    const given = await giveGrant(acting.person, options);
    for (const { organization, error } of given.failed)
      cli.note(`${acting.names.organization(organization)} did not take its share: ${error.message}`);
    const { grantId, home, grant } = given.grant;
    if (await isDenied(acting.person, home, grant))
      cli.note("It is of no use while a denial of yours stands: npx medlattice deny … --lift takes it back.");
    return {
      data: {
        grantId,
        chainId: home.chainId,
        grantee: options.grantee.id,
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

/** Times that were typed; checked before a wallet is opened. */
function windowOf({ from, until }: Input): { readonly notBefore: number; readonly notAfter: number | null } {
  const now = nowSeconds();
  const notBefore = from === undefined ? now : parseMoment(from, now);
  const notAfter = until === undefined ? null : parseMoment(until, now);
  if (notAfter === null || notAfter > notBefore) return { notBefore, notAfter };
  throw new InvalidInputError("TIME_INVALID", "The grant would end before it begins.");
}

async function optionsOf(
  acting: ActingPerson,
  input: Input,
  { window, proposed }: { readonly window: ReturnType<typeof windowOf>; readonly proposed: Proposed | null },
): Promise<GiveGrantOptions> {
  const to = input.to ?? proposed?.to;
  if (to === undefined) {
    throw new InvalidInputError("GRANTEE_NEEDED", "Say whom to share with: --to, or --request.", {
      hints: ["npx medlattice directory search shows the doctors who are listed."],
    });
  }
  const scope = await scopeOf(acting, input, proposed);
  return {
    scope,
    grantee: await findGrantee(acting, scope.chainId, to),
    actions: [...new Set<Action>(input.action)],
    notBefore: window.notBefore,
    notAfter: window.notAfter ?? proposed?.notAfter ?? parseMoment("30d", window.notBefore),
    maxUses: input.uses ?? proposed?.maxUses ?? 0,
    purpose: input.purpose ?? proposed?.purpose ?? TREATMENT[input.language],
    language: input.language,
    timeZone: timeZone(),
    ...(proposed === null ? {} : { requestId: proposed.requestId }),
  };
}

async function scopeOf(
  acting: ActingPerson,
  { record, category, title, chain }: Input,
  proposed: Proposed | null,
): Promise<SharedScope> {
  if (record !== undefined && category !== undefined) throw scopeNeeded("either --record or --category");
  if (record !== undefined) {
    const { entry, reviewed, facts } = await openRecord(acting, record, chain);
    const { chainId, state } = entry;
    // Confirmed under a mandate, it can be shared alone only once the patient's own capsule stands beside it.
    if (!hasRecordKey(reviewed)) await addRecordKey(acting.person, reviewed);
    const { code } = reviewed.opened.category;
    return { kind: "record", chainId, recordId: state.recordId, category: code, title: title ?? facts.title };
  }
  const wanted = category ?? proposed?.category ?? null;
  if (wanted === null) throw scopeNeeded("--record or --category");
  const code = requireCategory(
    wanted,
    acting.profile.keyPlan.categories.map((own) => own.code),
  );
  return { kind: "category", chainId: privateChain(acting, chain), category: code, title: title ?? code };
}

function scopeNeeded(which: string): InvalidInputError {
  return new InvalidInputError("SCOPE_NEEDED", `Say what to share: ${which}.`, {
    hints: ["npx medlattice record list shows your records."],
  });
}

/** Shows the words that will be signed. Somebody at a terminal is asked; a program has decided. */
async function preview(cli: Cli, options: GiveGrantOptions): Promise<string> {
  const { grantee, scope, actions, notBefore, notAfter, maxUses, purpose } = options;
  const summary = summarize(
    {
      notBefore,
      notAfter,
      maxUses,
      scopeKind: scope.kind === "record" ? SCOPE.record : SCOPE.category,
      actions: actions.reduce((bits, action) => bits | ACTION[action], 0),
    },
    { grantee: grantee.name, scope: scope.title, timeZone: options.timeZone },
    options.language,
  );
  const label = options.language === "zh" ? "用途：" : "Purpose: ";
  cli.note(`${printable(summary)}\n${label}${printable(purpose)}`);
  await cli.confirm("Sign this?", { whenNobodyIsThere: "go on" });
  return summary;
}

import { MedLatticeError } from "@medlattice/sdk/errors";
import { reviewRecord, verifyAccount } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { type ActingPerson, openPerson, privatePseudonyms } from "../../lib/openPerson.ts";
import { findRecord, recordsOf } from "../../lib/records.ts";
import { counted, shortId, table } from "../../lib/text.ts";

export const verifyCommand = defineCommand({
  usage: "verify [id]",
  summary: "check records against the chain: signatures, commitment, content, and that none is missing",
  detail:
    "Without an id all of them, and the account chain that they form. Exit code 1 when something does not hold.",
  options: [["--chain <name>", "only at the institution with this chain"]],
  input: z.strictObject({ id: z.string().optional(), chain: z.string().optional() }),
  example: "record verify",
  async run(cli, { id, chain }) {
    const acting = await openPerson(cli, "patient");
    const entries =
      id === undefined
        ? await recordsOf(acting, { chain, as: "patient" })
        : [await findRecord(acting, id, { chain, as: "patient" })];
    const results = [];
    for (const { chainId, state } of entries) {
      results.push({
        recordId: state.recordId,
        chainId,
        problem: await problemOf(acting, chainId, state.recordId),
      });
    }
    const accounts = id === undefined ? await checkAccounts(acting, chain) : [];
    const wrong = [...results, ...accounts].filter(({ problem }) => problem !== null);
    if (wrong.length > 0) {
      throw new MedLatticeError("RECORDS_NOT_VERIFIED", `${counted(wrong.length, "thing")} do not hold.`, {
        hints: [
          ...results.flatMap(({ recordId, problem }) =>
            problem === null ? [] : [`${shortId(recordId)}: ${problem}`],
          ),
          ...accounts.flatMap(({ chainId, problem }) =>
            problem === null ? [] : [`${acting.names.chain(chainId)}: ${problem}`],
          ),
        ],
      });
    }
    return {
      data: { records: results, accounts },
      text:
        results.length === 0
          ? "There are no records to check yet. They begin with: npx medlattice appointment request"
          : [
              table(
                ["RECORD", "ON", "RESULT"],
                results.map(({ recordId, chainId }) => [
                  shortId(recordId),
                  acting.names.chain(chainId),
                  "holds",
                ]),
              ),
              ...accounts.map(
                ({ chainId, height }) =>
                  `Your account on ${acting.names.chain(chainId)} has ${counted(height, "entry", "entries")}; none is missing.`,
              ),
            ].join("\n"),
    };
  },
});

async function problemOf(
  { person }: ActingPerson,
  chainId: number,
  recordId: `0x${string}`,
): Promise<string | null> {
  try {
    await reviewRecord(person, { chainId, recordId });
    return null;
  } catch (error) {
    if (error instanceof MedLatticeError && !error.retryable) return error.message;
    throw error;
  }
}

async function checkAccounts(acting: ActingPerson, chain: string | undefined) {
  return await Promise.all(
    privatePseudonyms(acting, chain).map(async ({ chainId }) => {
      try {
        const { height } = await verifyAccount(acting.person, chainId);
        return { chainId, height, problem: null };
      } catch (error) {
        if (error instanceof MedLatticeError && !error.retryable) {
          return { chainId, height: 0, problem: error.message };
        }
        throw error;
      }
    }),
  );
}

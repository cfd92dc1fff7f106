import { UnavailableError } from "@medlattice/sdk/errors";
import type { OrganizationDescription } from "@medlattice/sdk/network";
import { z } from "zod";

const TIMEOUT_MS = 4_000;

/** What `/health` of an oracle says of the pipeline. */
const healthSchema = z.object({
  chains: z.array(z.object({ chainId: z.int(), head: z.int(), ok: z.boolean() })),
  summaries: z
    .object({
      batches: z.int(),
      strangers: z.int(),
      chains: z.array(
        z.object({
          chainId: z.int(),
          block: z.int(),
          items: z.int(),
          posted: z.int(),
          problem: z.string().nullable(),
        }),
      ),
      intake: z
        .object({ sections: z.int(), slips: z.int(), offering: z.int(), problem: z.string().nullable() })
        .nullable(),
    })
    .nullable(),
});

export type PipelineHealth = z.infer<typeof healthSchema>;

/** How an oracle's part of the pipeline is; anybody may ask. @throws UnavailableError `ORACLE_UNREACHABLE` */
export async function healthOf({ oracleUrl, name }: OrganizationDescription): Promise<PipelineHealth> {
  try {
    if (oracleUrl === null) throw new TypeError("no oracle");
    const answer = await fetch(`${oracleUrl}/health`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      credentials: "omit",
      cache: "no-store",
    });
    // An oracle that is unwell (503) says so in the same form.
    return healthSchema.parse(await answer.json());
  } catch (cause) {
    throw new UnavailableError("ORACLE_UNREACHABLE", "The oracle does not answer.", {
      facts: { organization: name },
      cause,
    });
  }
}

import { resealRecords } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { openPerson, privatePseudonyms } from "../../lib/openPerson.ts";

export const resealCommand = defineCommand({
  usage: "reseal",
  summary: "put your confirmed records under your present keys",
  detail: "May be interrupted at any time; called again, it goes on with the rest.",
  options: [["--chain <name>", "only those at the institution with this chain"]],
  input: z.strictObject({ chain: z.string().optional() }),
  example: "keys reseal",
  async run(cli, { chain }) {
    const acting = await openPerson(cli, "patient");
    const interrupted = new AbortController();
    const stop = (): void => interrupted.abort();
    process.once("SIGINT", stop);
    let [resealed, current, failed] = [0, 0, 0];
    try {
      for (const { chainId } of privatePseudonyms(acting, chain)) {
        const outcome = await resealRecords(acting.person, {
          chainId,
          signal: interrupted.signal,
          onProgress: ({ done, total }) => cli.note(`${done} of ${total} records looked at`),
        });
        resealed += outcome.resealed;
        current += outcome.current;
        failed += outcome.failed.length;
        for (const { error } of outcome.failed) cli.note(`One record has to wait: ${error.message}`);
      }
    } finally {
      process.off("SIGINT", stop);
    }
    const isComplete = !interrupted.signal.aborted && failed === 0;
    return {
      data: { resealed, current, failed, isComplete },
      text: [
        `${resealed} record${resealed === 1 ? "" : "s"} put under the present keys, ${current} had them already.`,
        ...(isComplete ? [] : ["Not all are done: call it again to go on."]),
      ].join("\n"),
    };
  },
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../lib/run.ts";

/** What a tool has to say about one place. Lines move, so the place is a function. */
export interface Finding {
  readonly tool: "solhint" | "slither";
  readonly rule: string;
  /** `Contract.function`, or the file where there is no function. */
  readonly where: string;
  readonly message: string;
}

const acceptedSchema = z.array(
  z.strictObject({
    /** `slither <detector>` or `solhint <rule>`. */
    rules: z.array(z.string().regex(/^(?:slither|solhint) [a-z-]+$/)).min(1),
    /** The functions meant, each by name. */
    where: z.array(z.string().regex(/^\w+\.\w+$/)).min(1),
    reason: z.string().min(20),
  }),
);

/** The findings that were looked at and stay, as `tool rule place`; the reasons stand in `contracts/analysis.json`. */
export function readAccepted(): readonly string[] {
  const text = readFileSync(join(projectRoot, "contracts/analysis.json"), "utf8");
  return acceptedSchema
    .parse(JSON.parse(text))
    .flatMap(({ rules, where }) => rules.flatMap((rule) => where.map((place) => `${rule} ${place}`)));
}

/** How the list names a finding. */
export function nameOf({ tool, rule, where }: Finding): string {
  return `${tool} ${rule} ${where}`;
}

import {
  chooseFields,
  fieldKey,
  fieldRootOf,
  hidingChoices,
  readFields,
  readRedacted,
  redact,
} from "../src/fields/index.ts";
import { medianMsOf } from "./median.ts";
import type { BenchRow } from "./row.ts";

const ROUNDS = 20;
const ROOT_GOAL_MS = 30;
const HIDE_GOAL_MS = 5;
const VERIFY_GOAL_MS = 50;

/** Rows about fields of a FHIR record of 1 MB. */
export async function fieldRows(content: Uint8Array): Promise<BenchRow[]> {
  const input = { content, mediaType: "application/fhir+json", fieldSeed: new Uint8Array(32).fill(1) };
  const document = await readFields(input);
  const { fields } = hidingChoices(document);
  const one = fields.find(({ element }) => element === "code") ?? fields[0];
  const hidden = chooseFields(document, [fieldKey(one?.locator ?? "")]);
  const copy = redact(document, hidden);
  const row = async (
    name: string,
    what: string,
    goalMs: number,
    work: () => Promise<unknown>,
  ): Promise<BenchRow> => {
    const ms = await medianMsOf(work, ROUNDS);
    return {
      row: name,
      what,
      ours: { value: ms, unit: "ms" },
      baseline: null,
      baselineName: "",
      ratio: null,
      goal: `≤ ${goalMs} ms`,
      isMet: ms <= goalMs,
    };
  };
  const sections = `${document.sections.length} sections`;
  return [
    await row("field root of 1 MB", `cut into ${sections}, salted and hashed`, ROOT_GOAL_MS, () =>
      fieldRootOf(input),
    ),
    await row("hide one field", "a redacted record of all the others", HIDE_GOAL_MS, async () =>
      redact(document, hidden),
    ),
    await row("verify a redacted record", `its root from what is shown, ${sections}`, VERIFY_GOAL_MS, () =>
      readRedacted(copy),
    ),
  ];
}

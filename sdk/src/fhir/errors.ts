import { InvalidInputError } from "../errors/index.ts";

/** One thing wrong with a file. Names of elements and codes of the standard only; never a value from the file. */
export interface FhirProblem {
  /** Stable, kebab-case: `unknown-element`, `required-missing`, an invariant's key, … */
  readonly rule: string;
  /** FHIRPath of the element, as `Bundle.entry[3].resource.birthDate`; empty for problems of the JSON itself. */
  readonly path: string;
  /** What is wrong, to be read after the path. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column in characters, from 1. */
  readonly column: number;
}

/**
 * The bytes are not a FHIR R4 resource in JSON. `problems` holds what was found, in the order of the file, up to
 * {@link MAX_PROBLEMS}; hints repeat the first few in one line each.
 */
export class InvalidFhirError extends InvalidInputError {
  readonly problems: readonly FhirProblem[];

  constructor(code: InvalidFhirCode, problems: readonly [FhirProblem, ...FhirProblem[]]) {
    const [first] = problems;
    const more = problems.length === 1 ? "" : ` ${MORE(problems.length - 1)}`;
    super(code, `${TITLES[code]}: ${sentence(first)}${more}`, {
      hints: problems
        .slice(0, MAX_HINTS)
        .map((problem, index) => (index === 0 ? problem.hint : `${sentence(problem)} ${problem.hint}`)),
      facts: {
        rule: first.rule,
        path: first.path,
        line: first.line,
        column: first.column,
        problems: problems.length,
      },
    });
    this.problems = problems;
  }
}

export type InvalidFhirCode =
  | "FHIR_UNSUPPORTED_FORMAT"
  | "FHIR_TOO_LARGE"
  | "FHIR_NOT_UTF8"
  | "FHIR_NOT_JSON"
  | "FHIR_NOT_R4";

/** After this many problems validation stops: more help nobody, and a hostile file could have millions. */
export const MAX_PROBLEMS = 100;
const MAX_HINTS = 10;

const TITLES: Readonly<Record<InvalidFhirCode, string>> = {
  FHIR_UNSUPPORTED_FORMAT: "Only FHIR R4 in JSON can be taken in",
  FHIR_TOO_LARGE: "The file is too large",
  FHIR_NOT_UTF8: "The file is not UTF-8 text",
  FHIR_NOT_JSON: "The file is not valid JSON",
  FHIR_NOT_R4: "The file is not valid FHIR R4",
};

const MORE = (count: number): string =>
  count === 1 ? "There is one more problem." : `There are ${count} more problems.`;

function sentence({ path, message, line, column }: FhirProblem): string {
  const where = line === 0 ? "" : ` (line ${line}, column ${column})`;
  return `${path === "" ? "" : `${path} `}${message}${where}.`;
}

export { InvalidFhirError, MAX_PROBLEMS } from "./errors.ts";
export type { FhirProblem, InvalidFhirCode } from "./errors.ts";
export type { FhirWarning } from "./rules/Warnings.ts";
export { CATEGORIES, type Category } from "./summary/categories.ts";
export type { FhirSummary } from "./summary/SummaryCollector.ts";
export { MAX_FHIR_BYTES, validateFhir } from "./validateFhir.ts";
export type { FhirIntake, ValidateFhirOptions } from "./validateFhir.ts";

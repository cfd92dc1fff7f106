import { InvalidInputError } from "../../errors/index.ts";

export interface RealIdentity {
  /** URI of the system of identifiers, such as a FHIR `Identifier.system`. */
  readonly system: string;
  readonly value: string;
}

/**
 * One spelling for one identity, so that two issuers arrive at one nullifier: Unicode NFKC, upper case, without spaces and hyphens;
 * `system|value`.
 * @throws {InvalidInputError} `REAL_ID_INVALID` when nothing is left of either.
 */
export function canonicalRealId({ system, value }: RealIdentity): string {
  const canonicalSystem = system.normalize("NFKC").trim();
  // Upper-casing and removing characters can leave a sequence decomposed, hence the second normalisation.
  const canonicalValue = value
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "")
    .normalize("NFKC");
  if (canonicalSystem === "" || /[\s|]/u.test(canonicalSystem) || canonicalValue === "") {
    throw new InvalidInputError("REAL_ID_INVALID", "A real identity needs a system and a value.");
  }
  return `${canonicalSystem}|${canonicalValue}`;
}

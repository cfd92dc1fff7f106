import type { Mutant } from "./mutant.ts";
import { bridgeMutants } from "./mutants/bridge.ts";
import { consentMutants } from "./mutants/consent.ts";
import { correctionsMutants } from "./mutants/corrections.ts";
import { everywhereMutants } from "./mutants/everywhere.ts";
import { identityMutants } from "./mutants/identity.ts";
import { recordsMutants } from "./mutants/records.ts";

/**
 * One small mistake each, as someone could make it; `property` is the id in PROPERTIES.md that it breaks. What is looked for
 * must stand exactly once in `src/`: a mutant that no longer fits is an error, so this list follows the sources.
 */
export const mutants: readonly Mutant[] = [
  ...everywhereMutants,
  ...identityMutants,
  ...recordsMutants,
  ...correctionsMutants,
  ...consentMutants,
  ...bridgeMutants,
];

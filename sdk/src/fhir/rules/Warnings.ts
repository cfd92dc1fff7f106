/** Something a reader should know about a file that is valid all the same. May quote references: treat it as content, never log it. */
export interface FhirWarning {
  /** Stable, kebab-case; an invariant's key for advice of the standard. */
  readonly rule: string;
  /** FHIRPath of the first element concerned; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** More than this many of one rule are counted, not listed: people read the first few, and a file may have thousands. */
const MAX_PER_RULE = 20;

export class Warnings {
  private readonly byRule = new Map<string, { listed: FhirWarning[]; more: number }>();

  add(warning: FhirWarning): void {
    const known = this.byRule.get(warning.rule) ?? { listed: [], more: 0 };
    if (known.listed.length < MAX_PER_RULE) known.listed.push(warning);
    else known.more++;
    this.byRule.set(warning.rule, known);
  }

  list(): FhirWarning[] {
    return [...this.byRule].flatMap(([rule, { listed, more }]) =>
      more === 0 ? listed : listed.concat({ rule, path: "", message: `${more} more warnings of this kind` }),
    );
  }
}

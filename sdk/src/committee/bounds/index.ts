export { type CommitteeBounds, committeeBounds, type CommitteeQuestion } from "./committeeBounds.ts";
export { type Decimal, type Fraction, parseFraction } from "./fraction.ts";
export type { CommitteeNumbers, Quorum } from "./quorum.ts";
export type { TailBounds } from "./tailBounds.ts";

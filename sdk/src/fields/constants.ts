/** Children of a node of the fields' tree, and its levels above the leaves. */
export const ARITY = 4;
export const FIELD_DEPTH = 9;
export const POLICY_DEPTH = 4;
/** Sections a record can have: 262 144. */
export const MAX_SECTIONS = ARITY ** FIELD_DEPTH;
export const MAX_POLICY_CLASSES = ARITY ** POLICY_DEPTH;
/** Levels of the seed tree, which has two children to a node: as many leaves as the fields' tree. */
export const SEED_DEPTH = 18;
/** A content with more sections than this is cut at its resources instead of their elements. */
export const MAX_ELEMENT_SECTIONS = 1_024;
/** Changed leaves that one bounded-correction proof covers. */
export const SLOTS = 4;

/** What this folder hashes or derives with; each for one thing. */
export const DOMAIN = {
  seed: "medlattice/field-seed/v1",
  class: "medlattice/field-class/v1",
  locator: "medlattice/field-locator/v1",
  salt: "medlattice/field-salt/v1",
  part: "medlattice/field-part/v1",
  body: "medlattice/field-body/v1",
  seedTree: "medlattice/field-seed-tree/v1",
  layout: "medlattice/field-layout/v1",
} as const;

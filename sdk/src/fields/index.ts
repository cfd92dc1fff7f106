export type * from "./types.ts";
// The signatures of what follows here; being filled in.
export type * from "./draft.ts";

import { deskVerbs } from "./desk.ts";
import { createSession } from "./session/session.ts";
import { sharedVerbs } from "./shared.ts";
import { visitVerbs } from "./visits.ts";
import { writingVerbs } from "./writing.ts";

/** All the page can ask for: one object of verbs for each feature. What they take and give can be cloned between threads. */
export function createEngine() {
  const session = createSession();
  return {
    session: { leave: () => session.leave() },
    visits: visitVerbs(session),
    writing: writingVerbs(session),
    shared: sharedVerbs(session),
    desk: deskVerbs(session),
  };
}

export type Engine = ReturnType<typeof createEngine>;

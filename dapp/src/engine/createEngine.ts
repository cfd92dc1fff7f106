import { createSession } from "./session/session.ts";

/** All the page can ask for: one object of verbs for each feature. What they take and give can be cloned between threads. */
export function createEngine() {
  const session = createSession();
  return { session: { leave: () => session.leave() } };
}

export type Engine = ReturnType<typeof createEngine>;

import { PermissionError } from "@medlattice/sdk/errors";
import type { Person } from "@medlattice/sdk/person";
import type { Who } from "./who.ts";

/** Who is signed in. Other areas of the engine take the person from here, each time anew, so that nothing works on after a lock. */
export interface Session {
  /** @throws PermissionError `NOT_SIGNED_IN` */
  person(): Person;
  /** Null when nobody is signed in. */
  who(): Who | null;
  enter(person: Person, who: Who): void;
  /** Forgets keys and everything opened with them, then logs out at the oracles; `onLeave` handlers drop what they keep. */
  leave(): Promise<void>;
  onLeave(handler: () => void): void;
}

export function createSession(): Session {
  let current: { readonly person: Person; readonly who: Who } | null = null;
  const handlers: (() => void)[] = [];
  return {
    person() {
      if (current === null) throw new PermissionError("NOT_SIGNED_IN", "Sign in first.");
      return current.person;
    },
    who: () => current?.who ?? null,
    enter(person, who) {
      current = { person, who };
    },
    async leave() {
      const left = current;
      current = null;
      for (const handler of handlers) handler();
      await left?.person.close();
    },
    onLeave(handler) {
      handlers.push(handler);
    },
  };
}

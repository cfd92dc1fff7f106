import { PermissionError } from "@medlattice/sdk/errors";
import type { Person } from "@medlattice/sdk/person";

/** Who is signed in. Other areas of the engine take the person from here, each time anew, so that nothing works on after a lock. */
export interface Session {
  /** @throws PermissionError `NOT_SIGNED_IN` */
  person(): Person;
  enter(person: Person): void;
  /** Forgets keys and everything opened with them; `onLeave` handlers drop what they keep. */
  leave(): void;
  onLeave(handler: () => void): void;
}

export function createSession(): Session {
  let current: Person | null = null;
  const handlers: (() => void)[] = [];
  return {
    person() {
      if (current === null) throw new PermissionError("NOT_SIGNED_IN", "Sign in first.");
      return current;
    },
    enter(person) {
      current = person;
    },
    leave() {
      current = null;
      for (const handler of handlers) handler();
    },
    onLeave(handler) {
      handlers.push(handler);
    },
  };
}

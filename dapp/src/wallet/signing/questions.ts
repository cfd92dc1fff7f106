import { walletError } from "../walletErrors.ts";

/** A question to the person that some work waits for. */
export interface Question<Ask, Answer> {
  readonly ask: Ask;
  readonly answer: (answer: Answer) => void;
  /** The person wants none of it. */
  readonly decline: () => void;
}

/** Questions to the person, one at a time, for a dialog to show. */
export interface Questions<Ask, Answer> {
  readonly current: () => Question<Ask, Answer> | null;
  readonly subscribe: (listener: () => void) => () => void;
  readonly put: (ask: Ask) => Promise<Answer>;
}

/** @param declined what the work gets when the person declines; default `WALLET_REJECTED` */
export function createQuestions<Ask, Answer>(
  declined: () => Error = () => walletError("WALLET_REJECTED"),
): Questions<Ask, Answer> {
  const waiting: Question<Ask, Answer>[] = [];
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    current: () => waiting[0] ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async put(ask) {
      return await new Promise<Answer>((resolve, reject) => {
        const done = (settle: () => void): void => {
          waiting.splice(waiting.indexOf(question), 1);
          changed();
          settle();
        };
        const question: Question<Ask, Answer> = {
          ask,
          answer: (answer) => done(() => resolve(answer)),
          decline: () => done(() => reject(declined())),
        };
        waiting.push(question);
        changed();
      });
    },
  };
}

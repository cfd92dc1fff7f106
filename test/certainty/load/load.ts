import { createSteps, type StepOptions } from "./steps.ts";

/** Of so many records, one is shared, and of so many shared ones, one grant is withdrawn again. */
const SHARED_OF = 3;
const WITHDRAWN_OF = 4;
/** Acknowledged calls for each record: proposal and confirmation, and what sharing adds on average. */
export const CALLS_PER_RECORD = 2.9;

export interface LoadOptions extends StepOptions {
  readonly records: number;
  /** Flows at the same time. */
  readonly flows: number;
  readonly onRecord?: () => void;
}

/** Writes, confirms, shares and reads records until there are as many as asked for, whatever happens to the stack meanwhile. */
export async function runLoad(options: LoadOptions): Promise<void> {
  const steps = createSteps(options);
  async function flow(indexes: Iterator<number>): Promise<void> {
    for (let next = indexes.next(); next.done !== true; next = indexes.next()) {
      const index = next.value;
      const record = await steps.write(index);
      if (index % SHARED_OF === 0) {
        const grant = await steps.share(record);
        for (let use = 0; use <= index % 2; use++) await steps.read(record, grant);
        if (index % (SHARED_OF * WITHDRAWN_OF) === 0) await steps.withdraw(record, grant);
      }
      options.onRecord?.();
    }
  }
  const indexes = Array.from({ length: options.records }, (_, index) => index).values();
  await Promise.all(Array.from({ length: options.flows }, () => flow(indexes)));
}

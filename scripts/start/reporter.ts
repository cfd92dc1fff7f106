export interface StepTiming {
  readonly name: string;
  readonly ms: number;
}

export interface Reporter {
  /** Runs one named step, shown while it runs and when it is done. */
  readonly step: <T>(
    name: string,
    label: string,
    work: (detail: (text: string) => void) => Promise<T>,
  ) => Promise<T>;
  readonly heading: (text: string) => void;
  readonly line: (text: string) => void;
  readonly timings: readonly StepTiming[];
}

/** Progress for a person: a live line on a terminal, one plain line a step elsewhere. */
export function createReporter(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }): Reporter {
  const timings: StepTiming[] = [];
  const isLive = stream.isTTY === true;
  const write = (text: string): void => {
    stream.write(text);
  };

  return {
    timings,
    heading: (text) => write(`\n${text}\n`),
    line: (text) => write(`${text}\n`),
    async step(name, label, work) {
      const started = performance.now();
      let note = "";
      const show = (mark: string, ending: string): void =>
        write(`${isLive ? "\r\x1b[2K" : ""}  ${mark} ${label}${note}${ending}`);
      if (isLive) show("…", "");
      try {
        const result = await work((text) => {
          note = ` · ${text}`;
          if (isLive) show("…", "");
        });
        const ms = performance.now() - started;
        timings.push({ name, ms: Math.round(ms * 10) / 10 });
        show("✔", `  ${formatMs(ms)}\n`);
        return result;
      } catch (error) {
        show("✖", "\n");
        throw error;
      }
    },
  };
}

function formatMs(ms: number): string {
  return ms < 1_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

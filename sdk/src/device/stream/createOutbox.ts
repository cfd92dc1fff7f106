/** Gathers what a simulated instrument sends until it is asked for. */
export function createOutbox(): { put(bytes: Uint8Array | readonly number[]): void; take(): Uint8Array } {
  let parts: number[] = [];
  return {
    put: (bytes) => {
      for (const byte of bytes) parts.push(byte);
    },
    take: () => {
      const all = Uint8Array.from(parts);
      parts = [];
      return all;
    },
  };
}

/** Calls `send` once for every full period that has begun since `startedAt`, however seldom time is told. */
export function createBeat(
  startedAt: number,
  periodMs: number,
  send: (seconds: number, index: number) => void,
): { until(now: number): void; restart(now: number): void } {
  let index = 0;
  let origin = startedAt;
  return {
    until(now) {
      while (origin + index * periodMs <= now) {
        send((origin + index * periodMs - startedAt) / 1000, index);
        index++;
      }
    },
    restart(now) {
      origin = now;
      index = 0;
    },
  };
}

/**
 * Lets many readers in, or one writer. Nobody can read a block between its execution and its `fsync`, because both
 * happen while the writer is inside. Phases alternate: readers that came during a commit all enter after it, before the
 * next commit, so neither side starves under load.
 */
export interface Gate {
  /** Runs `work` together with other readers, never during {@link Gate.exclusive}. */
  shared<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work` alone, after the readers that are inside have left. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

export function createGate(): Gate {
  let readers = 0;
  let writing = false;
  let waitingReaders: (() => void)[] = [];
  const waitingWriters: (() => void)[] = [];

  function admitReaders(): void {
    const entering = waitingReaders;
    waitingReaders = [];
    readers += entering.length;
    for (const enter of entering) enter();
  }

  function admitWriter(): void {
    if (readers > 0 || writing) return;
    const enter = waitingWriters.shift();
    if (enter === undefined) return;
    writing = true;
    enter();
  }

  return {
    async shared(work) {
      if (writing || waitingWriters.length > 0)
        await new Promise<void>((enter) => waitingReaders.push(enter));
      else readers += 1;
      try {
        return await work();
      } finally {
        readers -= 1;
        admitWriter();
      }
    },
    async exclusive(work) {
      if (writing || readers > 0) await new Promise<void>((enter) => waitingWriters.push(enter));
      else writing = true;
      try {
        return await work();
      } finally {
        writing = false;
        if (waitingReaders.length > 0) admitReaders();
        else admitWriter();
      }
    },
  };
}

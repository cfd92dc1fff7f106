/**
 * Why a build or a deployment stopped. It has the shape of the SDK's error base, which this folder cannot import: the
 * SDK builds on what is generated here.
 */
export class DeploymentError extends Error {
  /** Stable, SCREAMING_SNAKE; what a program matches on. */
  readonly code: string;
  /** What the person can do next. */
  readonly hints: readonly string[];
  /** Named values that may be shown. Never a key. */
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: string, message: string, options: DeploymentErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "DeploymentError";
    this.code = code;
    this.hints = options.hints ?? [];
    this.facts = options.facts ?? {};
  }
}

export interface DeploymentErrorOptions {
  readonly hints?: readonly string[];
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly cause?: unknown;
}

/**
 * The one error base of MedLattice: a stable code for programs, a short sentence for people, and hints that say what to do.
 * Facts are named values that may be shown and logged; secrets, plaintext and record ids never go in.
 */
export class MedLatticeError extends Error {
  /** Stable, SCREAMING_SNAKE; what a program matches on. */
  readonly code: string;
  /** What the person can do next, in the order of likelihood. */
  readonly hints: readonly string[];
  /** Named values that say which input was wrong. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;

  constructor(code: string, message: string, options: MedLatticeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.hints = options.hints ?? [];
    this.facts = options.facts ?? {};
    this.retryable = options.retryable ?? false;
  }
}

export interface MedLatticeErrorOptions {
  readonly hints?: readonly string[];
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** The input itself is wrong: a file, an argument, a message. Never retryable. */
export class InvalidInputError extends MedLatticeError {}

/** Something was signed, proven or committed to, and does not hold. Never retryable. */
export class VerificationError extends MedLatticeError {}

/** The caller may not do this (yet, any more, or at all). */
export class PermissionError extends MedLatticeError {}

/** A peer, node or disk did not do its part; the same call may succeed later. */
export class UnavailableError extends MedLatticeError {
  constructor(code: string, message: string, options: MedLatticeErrorOptions = {}) {
    super(code, message, { retryable: true, ...options });
  }
}

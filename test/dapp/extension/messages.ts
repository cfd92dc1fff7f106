/** From the page to the worker, and back. */
export interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
}

export type Reply =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string } };

/** What the window shows. */
export interface Question {
  readonly id: string;
  readonly what: string;
  readonly all: string;
}

/** What the window answers. */
export interface Answer {
  readonly answerTo: string;
  readonly isApproved: boolean;
}

export const TO_BRIDGE = "medlattice-test-wallet-call";
export const TO_PAGE = "medlattice-test-wallet-reply";

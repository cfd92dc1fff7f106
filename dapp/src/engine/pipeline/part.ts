import { MedLatticeError } from "@medlattice/sdk/errors";

/** A part of the page: what was found, or why it is not there. `absent`: this oracle has no such thing; `silent`: ask again. */
export type Part<T> =
  | { readonly is: "there"; readonly value: T }
  | { readonly is: "absent" | "silent"; readonly code: string };

/** One part that fails leaves the others. */
export async function partOf<T>(read: () => Promise<T>): Promise<Part<T>> {
  try {
    return { is: "there", value: await read() };
  } catch (error) {
    if (!(error instanceof MedLatticeError)) throw error;
    return { is: error.retryable ? "silent" : "absent", code: error.code };
  }
}

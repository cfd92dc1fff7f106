import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import { hasWaited } from "./hasWaited.ts";

/** Which authority an institution asks: always the same one, until nothing comes of it. */
export interface AuthorityTurns {
  /**
   * Asks the authority whose turn it is, and in the same step each further one while there is none that answers with something else than
   * an error.
   * @param place where the institution's chain of sections is: as long as it does not change, nothing came of asking
   * @throws the first error, when all answer with one; UnavailableError `SUMMARY_NO_AUTHORITY`
   */
  ask<T>(place: string, send: (authority: Hex) => Promise<T>): Promise<T>;
}

export function createAuthorityTurns(options: {
  readonly authorities: readonly Hex[];
  /** After so long at one place the next one is asked: an authority may answer and still bring nothing to the chain. */
  readonly patienceSeconds: number;
  readonly nowSeconds: () => number;
  /** Told of an authority that was passed over, and why. */
  readonly onPassed: (authority: Hex, error: MedLatticeError | undefined) => void;
}): AuthorityTurns {
  const { authorities, patienceSeconds, nowSeconds, onPassed } = options;
  let turn = 0;
  let since: { readonly place: string; readonly seconds: number } | undefined;

  function look(place: string): void {
    if (since?.place !== place) {
      since = { place, seconds: nowSeconds() };
      return;
    }
    const current = authorities[turn];
    const isPatient = !hasWaited(since.seconds, nowSeconds(), patienceSeconds);
    if (current === undefined || authorities.length === 1 || isPatient) return;
    onPassed(current, undefined);
    turn = (turn + 1) % authorities.length;
    since = { place, seconds: nowSeconds() };
  }

  return {
    async ask(place, send) {
      look(place);
      let failure: MedLatticeError | undefined;
      for (const authority of [...authorities.slice(turn), ...authorities.slice(0, turn)]) {
        try {
          return await send(authority);
        } catch (error) {
          if (!(error instanceof MedLatticeError)) throw error;
          if (authorities.length > 1) onPassed(authority, error);
          failure ??= error;
        }
      }
      throw failure ?? new UnavailableError("SUMMARY_NO_AUTHORITY", "No authority takes summaries here.");
    },
  };
}

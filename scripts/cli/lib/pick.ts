import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { shortId } from "./text.ts";

const PREFIX = /^(?:0x)?[0-9a-f]{4,64}…?$/;
const SHOWN_CANDIDATES = 5;

/**
 * Finds the one thing whose id begins with what the person typed; `0x` and the “…” of a shortened id may be there or not.
 *
 * @param noun as in "record": for the messages
 * @param listCommand shows what there is to choose from
 * @throws InvalidInputError `ID_INVALID` | `ID_UNKNOWN` | `ID_AMBIGUOUS`
 */
export function pickById<T>(
  items: readonly T[],
  prefix: string,
  options: { readonly idOf: (item: T) => Hex; readonly noun: string; readonly listCommand: string },
): T {
  const { idOf, noun, listCommand } = options;
  if (!PREFIX.test(prefix)) {
    throw new InvalidInputError("ID_INVALID", `“${prefix}” is not the id of a ${noun}, nor its beginning.`, {
      hints: ["Ids are hexadecimal; the first 4 digits are enough if they are unique.", listCommand],
    });
  }
  const wanted = prefix.replace("…", "").replace(/^(?:0x)?/, "0x");
  const found = items.filter((item) => idOf(item).startsWith(wanted));
  const [only, ...others] = found;
  if (only === undefined) {
    throw new InvalidInputError("ID_UNKNOWN", `There is no ${noun} ${shortId(wanted)} here.`, {
      hints: [listCommand],
    });
  }
  if (others.length === 0 || found.every((item) => idOf(item) === idOf(only))) return only;
  const shown = found.slice(0, SHOWN_CANDIDATES).map((item) => idOf(item).slice(0, wanted.length + 6));
  throw new InvalidInputError("ID_AMBIGUOUS", `More than one ${noun} begins with ${wanted}.`, {
    hints: [`Write more of it: ${shown.join(", ")}${found.length > SHOWN_CANDIDATES ? ", …" : ""}.`],
    facts: { count: found.length },
  });
}

import { type NullifierShares, nullifierSharesSchema } from "@medlattice/sdk/enrolment";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { readSecret } from "../config/readSecret.ts";

/**
 * Reads an authority's shares of the nullifier keys.
 * @throws InvalidInputError KEY_MALFORMED, never with the shares themselves; KEY_FILE_MISSING, KEY_FILE_EXPOSED
 */
export function readNullifierShares(path: string): NullifierShares {
  const parsed = nullifierSharesSchema.safeParse(parseJson(readSecret(path)));
  if (parsed.success) return parsed.data;
  throw new InvalidInputError("KEY_MALFORMED", "A key file does not hold shares of the nullifier keys.", {
    facts: { path },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

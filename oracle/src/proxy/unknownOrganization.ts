import { InvalidInputError } from "@medlattice/sdk/errors";

/** For what is to be passed on to an oracle that this one does not know. */
export function unknownOrganization(): InvalidInputError {
  return new InvalidInputError("PROXY_NOT_FOUND", "This oracle knows no proxy of that organisation.", {
    hints: ["Log in at that organisation's own oracle."],
  });
}

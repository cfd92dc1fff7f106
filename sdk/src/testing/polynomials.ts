import { randomBytes } from "node:crypto";
import type { MasterKey } from "../keys/index.ts";

/** The same keys, dealt by other polynomials than the client would take. */
export function withOtherPolynomials(master: MasterKey): MasterKey {
  const derive: MasterKey["derive"] = (domain, parts, lengthBytes) =>
    domain === "medlattice/deal-polynomial/v1"
      ? randomBytes(lengthBytes)
      : master.derive(domain, parts, lengthBytes);
  return new Proxy(master, {
    get: (target, name) => {
      if (name === "derive") return derive;
      const value: unknown = Reflect.get(target, name);
      // Private members belong to the key itself, not to this stand-in.
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

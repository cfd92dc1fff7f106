import { randomBytes } from "node:crypto";
import type { MasterKey } from "../keys/index.ts";

/** The same keys, dealt by other polynomials than the client would take. */
export function withOtherPolynomials(master: MasterKey): MasterKey {
  const derive: MasterKey["derive"] = (domain, parts, lengthBytes) =>
    domain === "medlattice/deal-polynomial/v1"
      ? randomBytes(lengthBytes)
      : master.derive(domain, parts, lengthBytes);
  return Object.assign(Object.create(master) as MasterKey, { derive });
}

import { initCrypto } from "../src/crypto/index.ts";
import { afghVectors } from "./afgh.ts";
import { commitmentVectors } from "./commitment.ts";
import { committeeVectors } from "./committee.ts";
import { custodyVectors } from "./custody.ts";
import { merkleVectors } from "./merkle.ts";
import { nullifierVectors } from "./nullifier.ts";

/** Name and text of every generated vector file. `oprf.json` is not among them: it is the RFC's. */
export async function vectorFiles(): Promise<ReadonlyMap<string, string>> {
  await initCrypto();
  const built = {
    "afgh.json": afghVectors(),
    "commitment.json": commitmentVectors(),
    "committee.json": committeeVectors(),
    "custody.json": custodyVectors(),
    "merkle.json": merkleVectors(),
    "nullifier.json": nullifierVectors(),
  };
  return new Map(Object.entries(built).map(([name, value]) => [name, `${JSON.stringify(value, null, 2)}\n`]));
}

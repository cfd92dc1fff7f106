import { identityDomain } from "@medlattice/sdk/identity";
import { contractsOf } from "@medlattice/sdk/chain";
import { createCaptureKey, signStation, type StationStatement } from "@medlattice/sdk/device/record";
import { PermissionError } from "@medlattice/sdk/errors";
import { chainById } from "@medlattice/sdk/network";
import type { Person } from "@medlattice/sdk/person";
import { z } from "zod";
import type { BrowserStore } from "./browserStore.ts";
import type { CapturingKeys } from "./keys.ts";

const YEAR_SECONDS = 365 * 86_400;
/** Clocks of a hospital differ by a little. */
const BACKDATING_SECONDS = 300;
const RENEWAL_SECONDS = 30 * 86_400;

/** Whether this browser may capture for this person. */
export interface Station {
  readonly state: "none" | "enrolled" | "expired";
  /** Unix seconds; null when there is none. */
  readonly validUntil: number | null;
  /** It runs out soon: renew it while it is quiet. */
  readonly isEnding: boolean;
}

/** The key as it is kept, with the statement that it is the station's. */
export interface StationKey {
  readonly pair: CryptoKeyPair;
  readonly spki: string;
  readonly statement: StationStatement;
}

const hexOf = (digits: number) =>
  z.custom<`0x${string}`>(
    (value) => typeof value === "string" && new RegExp(`^0x[0-9a-f]{${digits}}$`).test(value),
  );
const keptSchema = z.strictObject({
  spki: z.string(),
  statement: z.strictObject({
    signer: hexOf(40),
    validFrom: z.number(),
    validUntil: z.number(),
    signature: z.custom<`0x${string}`>((value) => typeof value === "string" && /^0x[0-9a-f]+$/.test(value)),
  }),
});

interface Context {
  readonly person: Person;
  readonly chainId: number;
  readonly keys: CapturingKeys;
  readonly store: BrowserStore;
}

const placeOf = ({ person, chainId, keys }: Context): string =>
  keys.placeOf(`station ${chainId} ${person.pseudonymOn(chainId).personId}`);

/** Null when this browser holds none. */
export async function keptStation(context: Context): Promise<StationKey | null> {
  const place = placeOf(context);
  const kept = await context.store.read("stations", place);
  if (kept === null) return null;
  return { pair: kept.pair, ...keptSchema.parse(await context.keys.open(place, kept.sealed)) };
}

/** How it stands at a time. @param now Unix seconds */
export function stationAt(station: Pick<StationKey, "statement"> | null, now: number): Station {
  if (station === null) return { state: "none", validUntil: null, isEnding: false };
  const { validUntil } = station.statement;
  return {
    state: now <= validUntil ? "enrolled" : "expired",
    validUntil,
    isEnding: validUntil - now < RENEWAL_SECONDS,
  };
}

/** Makes a key that never leaves this browser, and has the person sign that it is hers; in place of one there was. */
export async function enrolStation(context: Context): Promise<StationKey> {
  const { person, chainId, keys, store } = context;
  const { personId, signer } = person.pseudonymOn(chainId);
  const { identityRegistry } = contractsOf(chainById(person.network, chainId));
  const { pair, spki } = await createCaptureKey();
  const now = Math.floor(Date.now() / 1000);
  const statement = await signStation({
    person: personId,
    key: spki,
    validFrom: now - BACKDATING_SECONDS,
    validUntil: now + YEAR_SECONDS,
    domain: identityDomain({ chainId, identityRegistry }),
    signer,
  });
  const place = placeOf(context);
  const sealed = await keys.seal(place, { spki, statement });
  await store.write("stations", place, { owner: keys.placeOf("stations"), pair, sealed });
  return { pair, spki, statement };
}

/** Destroys the key: nobody signs with it any more. What was captured with it stays as it is. */
export async function withdrawStation(context: Context): Promise<void> {
  await context.store.remove("stations", placeOf(context));
}

/** @throws PermissionError `STATION_NOT_ENROLLED` */
export async function requireStation(context: Context): Promise<StationKey> {
  const found = await keptStation(context);
  if (found !== null && stationAt(found, Date.now() / 1000).state === "enrolled") return found;
  throw new PermissionError("STATION_NOT_ENROLLED", "This browser is not set up to capture for you.", {
    hints: ["Set it up with one signature; it holds for a year."],
  });
}

import { contractsOf, identityCalls } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { signKeyManifestChange } from "../identity/index.ts";
import { chainById, consortiumOf } from "../network/index.ts";
import { dealToEmergencyKey, emergencyDealOf } from "./dealToEmergencyKey.ts";
import { allowCategories } from "./enclose.ts";
import { homeOracle } from "./homeOracle.ts";
import { ownKeyManifest } from "./keyManifest.ts";
import { type NewEpochs, nextKeyPlan } from "./keyPlan.ts";
import { listAppointments } from "./listAppointments.ts";
import type { KeyPlan, Person } from "./person.ts";
import { proxiesOf, reachedThrough } from "./places.ts";
import { publishKeys } from "./publishKeys.ts";
import { type RedealtGrant, redealGrants } from "./redealGrants.ts";

export interface RotateKeysOptions extends NewEpochs {
  /** Keeps the new plan where the person's keys are kept; nothing is published before that is done. */
  readonly keep: (plan: KeyPlan) => Promise<void>;
  /** Told what is being done, chain by chain. */
  readonly onProgress?: (step: RotationStep, chainId: number) => void;
}

export type RotationStep = "publish" | "appointments" | "emergency" | "grants";

export interface RotatedKeys {
  /** The same person with the new keys. */
  readonly person: Person;
  /** Running grants of categories, which go on under the new keys. */
  readonly redealt: readonly RedealtGrant[];
}

/** How long a relayer may take to send the change. */
const CHANGE_WINDOW_SECONDS = 600;

/**
 * Replaces keys by those of a new epoch (rule 3): publishes the new key manifest on every chain, gives the doctors of open appointments
 * the keys to write with, deals anew to the emergency key if the person had dealt to it, and gives the grantees of running category grants their shares of the new keys. Grants for single
 * records deal another key and are not touched. What was sealed or dealt to the old keys stays readable for its owner; what is
 * re-encrypted under the old ones ends for a record when `resealRecords` has come to it.
 *
 * @throws InvalidInputError `CATEGORY_UNKNOWN` | `ROTATION_EMPTY`; after an error of network or wallet `finishRotation` goes on
 */
export async function rotateKeys(person: Person, options: RotateKeysOptions): Promise<RotatedKeys> {
  const keyPlan = nextKeyPlan(person.keyPlan, options);
  await options.keep(keyPlan);
  const rotated = { ...person, keyPlan };
  return { person: rotated, redealt: await finishRotation(rotated, options) };
}

/** Does what is left of a change of keys to the person's present plan; done again, it changes nothing. */
export async function finishRotation(
  person: Person,
  { onProgress }: Pick<RotateKeysOptions, "onProgress"> = {},
): Promise<readonly RedealtGrant[]> {
  const redealt: RedealtGrant[] = [];
  for (const { chainId } of person.pseudonyms) {
    onProgress?.("publish", chainId);
    await publishManifest(person, chainId);
  }
  for (const { chainId } of person.pseudonyms) {
    onProgress?.("appointments", chainId);
    await renewAppointments(person, chainId);
  }
  for (const { chainId } of person.pseudonyms) {
    onProgress?.("emergency", chainId);
    if (await dealsForEmergency(person, chainId)) await dealToEmergencyKey(person, chainId);
  }
  for (const { chainId } of person.pseudonyms) {
    onProgress?.("grants", chainId);
    redealt.push(...(await redealGrants(person, chainId)));
  }
  return redealt;
}

async function publishManifest(person: Person, chainId: number): Promise<void> {
  const { personId, signer } = person.pseudonymOn(chainId);
  const { root } = await ownKeyManifest(person, chainId);
  if ((await person.reader(chainId).keyManifestRootOf(personId)) !== root) {
    const { identityRegistry } = contractsOf(chainById(person.network, chainId));
    const deadline = Math.floor(Date.now() / 1000) + CHANGE_WINDOW_SECONDS;
    const holder = { at: { chainId, identityRegistry }, personId, signer };
    const { message, signature } = await signKeyManifestChange(holder, { keyManifestRoot: root, deadline });
    const call = identityCalls.changeKeyManifest(identityRegistry, message, signature);
    await (await homeOracle(person, chainId)).relay({ chainId, ...call });
  }
  await publishKeys(person, chainId);
  await renewListing(person, chainId);
}

/** The directory shows keys, too. */
async function renewListing(person: Person, chainId: number): Promise<void> {
  const { directory } = await homeOracle(person, chainId);
  try {
    const { name, specialty } = await directory.mine();
    await directory.list({ name, specialty });
  } catch (error) {
    if (!(error instanceof MedLatticeError) || error.code !== "LISTING_NOT_FOUND") throw error;
  }
}

/** Doctors write with keys of the present manifest only. Categories allowed beyond the request have to be allowed again. */
async function renewAppointments(person: Person, chainId: number): Promise<void> {
  const isPrivate = chainById(person.network, chainId).kind === "private";
  if (!isPrivate || person.keyPlan.categories.length === 0) return;
  const assigned = await listAppointments(person, { chainId, as: "patient", state: "assigned" });
  for (const { entry, request } of assigned) {
    if (request === null || entry.doctor === null) continue;
    const categories = request.keys.flatMap(({ leaf }) => (leaf.kind === "category" ? [leaf.label] : []));
    await allowCategories(person, { chainId, appointmentId: entry.appointmentId, categories });
  }
}

/** Whether the person has dealt to the emergency key for the records of a chain: who has opted out stays out (rule 7). */
async function dealsForEmergency(person: Person, recordChainId: number): Promise<boolean> {
  const { chainId } = consortiumOf(person.network);
  const isElsewhere = recordChainId !== chainId && person.keyPlan.categories.length > 0;
  if (!isElsewhere || !person.pseudonyms.some((own) => own.chainId === chainId)) return false;
  const dealId = await emergencyDealOf(person, recordChainId);
  const held = await Promise.all(
    proxiesOf(person.network).map(({ organization }) => holds(person, { chainId, organization, dealId })),
  );
  return held.includes(true);
}

async function holds(
  person: Person,
  at: { readonly chainId: number; readonly organization: Hex; readonly dealId: Hex },
): Promise<boolean> {
  try {
    const oracle = await person.oracle(
      reachedThrough(person.network, at.chainId, at.organization),
      at.chainId,
    );
    return (await oracle.deals.status(at.dealId)).state === "standing";
  } catch (error) {
    if (error instanceof MedLatticeError && error.code === "DEAL_NOT_FOUND") return false;
    throw error;
  }
}

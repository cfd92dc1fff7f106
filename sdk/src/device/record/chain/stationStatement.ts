import { fromBase64Url, sha256, toHex, type Hex } from "../../../codec/index.ts";
import {
  addressOf,
  type ContractDomain,
  requireSignature,
  sign,
  type SignatureCheck,
  type Signer,
  typed,
} from "../../../eip712/index.ts";
import { VerificationError } from "../../../errors/index.ts";
import { ROLE } from "../../../identity/index.ts";
import type { CaptureBegin, StationStatement } from "../types.ts";

/** What is asked of the chain's IdentityRegistry; its answers are of now. */
export interface StationRegistry {
  /** Whether the account controls the person, who is active. */
  isInGoodStanding(account: Hex, personId: Hex): Promise<boolean>;
  organizationOf(personId: Hex): Promise<Hex>;
  roleOf(personId: Hex): Promise<number>;
}

/** Says, as a controller of the station, that a key is the station's (P10). */
export async function signStation(options: {
  readonly person: Hex;
  /** base64url of the SPKI. */
  readonly key: string;
  /** Unix seconds. */
  readonly validFrom: number;
  readonly validUntil: number;
  /** Of the chain's IdentityRegistry. */
  readonly domain: ContractDomain;
  readonly signer: Signer;
}): Promise<StationStatement> {
  const { person, key, validFrom, validUntil, domain, signer } = options;
  const account = addressOf(signer);
  const message = { personId: person, keyHash: keyHashOf(key), signer: account, validFrom, validUntil };
  const signature = await sign(signer, typed("CaptureKey", domain, message));
  return { signer: account, validFrom, validUntil, signature };
}

export interface CheckStationOptions {
  readonly begin: CaptureBegin;
  /** Of the IdentityRegistry of the treatment's chain. */
  readonly domain: ContractDomain;
  readonly registry: StationRegistry;
  readonly check?: SignatureCheck;
}

/** Whether a capture was made by a station, or a doctor's own, of the treatment's institution, with the key it was enrolled with. */
export async function checkStation({
  begin,
  domain,
  registry,
  check,
}: CheckStationOptions): Promise<boolean> {
  const { station, startedAt, treatment } = begin;
  const { person, key, statement } = station;
  if (statement === null) return false;
  const { signer, validFrom, validUntil, signature } = statement;
  const seconds = startedAt / 1000;
  if (seconds < validFrom || seconds > validUntil) return false;
  const message = { personId: person, keyHash: keyHashOf(key), signer, validFrom, validUntil };
  const data = typed("CaptureKey", domain, message);
  try {
    await requireSignature({ data, signer, signature, ...(check === undefined ? {} : { check }) });
  } catch (error) {
    if (error instanceof VerificationError) return false;
    throw error;
  }
  const [isStanding, organization, role] = await Promise.all([
    registry.isInGoodStanding(signer, person),
    registry.organizationOf(person),
    registry.roleOf(person),
  ]);
  const maySign = role === ROLE.captureStation || role === ROLE.doctor;
  return isStanding && maySign && (treatment === null || organization === treatment.institution);
}

function keyHashOf(key: string): Hex {
  return toHex(sha256(fromBase64Url(key)));
}

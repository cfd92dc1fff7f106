import { contractsOf, usageCalls } from "../chain/index.ts";
import type { Hex, StoredJson } from "../codec/index.ts";
import { discloseGrant, type GrantPackage } from "../consent/index.ts";
import { MedLatticeError, PermissionError } from "../errors/index.ts";
import { chainById } from "../network/index.ts";
import type { RecordState } from "../record/index.ts";
import {
  NoCopyError,
  type OpenReason,
  personOpener,
  prepareOpen,
  type ReadResult,
  readRecord,
} from "../usage/index.ts";
import { checkThrough } from "./checkThrough.ts";
import { receivedGrantState } from "./grantState.ts";
import { homeOracle } from "./homeOracle.ts";
import { receiveScalarFor } from "./ownIdentities.ts";
import type { Person } from "./person.ts";
import { nearestFirst, reachedThrough } from "./places.ts";

/** How long the signed request to open may wait for a relayer. */
const OPEN_WINDOW_SECONDS = 300;

/** Longer than a proxy needs that is well; see `ReadOptions.reserveAfterMs`. */
const RESERVE_AFTER_MS = 400;

/** How often a record that changes meanwhile is read, and the pause after that. */
const ATTEMPTS = 4;
const PAUSE_MS = 150;

export interface ReadSharedOptions {
  readonly grantPackage: GrantPackage;
  readonly recordId: Hex;
  readonly version: number;
  /** Told to the patient with the access. */
  readonly reason: string;
  /** Told which organisation has answered; whether honestly is only known when the record opens. */
  readonly onAnswer?: (organization: Hex) => void;
  /** The record's state, when it is registered on the grant's home chain. */
  readonly state?: RecordState;
}

export interface OpenedAccess {
  readonly accessId: Hex;
  readonly blockNumber: number;
}

export interface OpenedForReason extends OpenedAccess {
  /** For the patient: see `tellReason`. */
  readonly reason: StoredJson<OpenReason>;
}

/** Step 6: uses the grant once. The access it opens can be read for a while, also after a broken connection. */
export async function openAccess(person: Person, options: ReadSharedOptions): Promise<OpenedForReason> {
  const { grantPackage, recordId, version, reason } = options;
  const { chainId } = grantPackage.home;
  const { usageLedger } = contractsOf(chainById(person.network, chainId));
  const { personId, signer } = person.pseudonymOn(chainId);
  const prepared = await prepareOpen({
    ledger: { chainId, usageLedger },
    grantId: grantPackage.grantId,
    reader: personId,
    signer,
    recordId,
    version,
    reason,
    deadline: Math.floor(Date.now() / 1000) + OPEN_WINDOW_SECONDS,
  });
  const call = usageCalls.open(
    usageLedger,
    prepared.message,
    discloseGrant(grantPackage.grant),
    options.state ?? null,
    prepared.signature,
  );
  const oracle = await homeOracle(person, chainId);
  const { blockNumber } = await oracle.relay({ chainId, ...call });
  return { accessId: prepared.accessId, blockNumber, reason: prepared.reason };
}

/**
 * Steps 7 and 8: has the proxies re-encrypt for the access, verifies everything, and decrypts here. A record that is put under new keys
 * in that moment is read again.
 *
 * @throws PermissionError GRANT_REVOKED when the grant was withdrawn while the file was on its way, and those of `readRecord`
 */
export async function readAccess(
  person: Person,
  options: Omit<ReadSharedOptions, "reason"> & OpenedAccess,
): Promise<ReadResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readOnce(person, options);
    } catch (error) {
      const isChanged = error instanceof MedLatticeError && error.code === "READ_RECORD_CHANGED";
      if (!isChanged || attempt === ATTEMPTS) throw await withReason(person, options.grantPackage, error);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
  }
}

/** A provider only says that the file is not to be fetched; why stands on the chain. */
async function withReason(person: Person, grantPackage: GrantPackage, error: unknown): Promise<unknown> {
  if (!(error instanceof NoCopyError)) return error;
  const state = await receivedGrantState(person, grantPackage).catch(() => null);
  if (state !== "withdrawn") return error;
  return new PermissionError("GRANT_REVOKED", "The patient has revoked this grant while it was being used.", {
    hints: ["Ask the patient for a new grant."],
    cause: error,
  });
}

async function readOnce(
  person: Person,
  options: Omit<ReadSharedOptions, "reason"> & OpenedAccess,
): Promise<ReadResult> {
  const { grantPackage, accessId, blockNumber, recordId, version } = options;
  const { network } = person;
  const { chainId } = grantPackage.home;
  const recordChain = grantPackage.coverage.chainId;
  const home = person.reader(chainId);
  const { recordRegistry, consentRegistry, recordCorrection } = contractsOf(chainById(network, recordChain));
  const isMember = hasPseudonymOn(person, recordChain);
  return await readRecord({
    accessId,
    recordId,
    version,
    grantPackage: { ...grantPackage, proxies: nearestFirst(network, recordChain, grantPackage.proxies) },
    reserveAfterMs: RESERVE_AFTER_MS,
    opener: personOpener(receiveScalarFor(person, grantPackage.granteeY)),
    ownOrganization: person.organization,
    check: checkThrough(person, chainId),
    transport: {
      ask: async ({ organization }, id, signal) => {
        const via = reachedThrough(network, chainId, organization);
        const oracle = await person.oracle(via, chainId);
        const relayed = via === organization ? {} : { organization };
        const answer = await oracle.proxy.answer(id, { atLeastBlock: blockNumber, signal, ...relayed });
        options.onAnswer?.(organization);
        return answer;
      },
      fetchSealed: async (provider, address, id) =>
        (await person.oracle(provider, chainId)).objects.get(address.cid, { accessId: id }),
    },
    knowledge: {
      ledger: { chainId, usageLedger: contractsOf(chainById(network, chainId)).usageLedger },
      recordRegistry,
      recordConsentRegistry: consentRegistry,
      recordCorrection,
      // On the consortium, where every organisation publishes its keys for all to see.
      chameleonKeyOf: (institution) => home.chameleonKeyOf(institution),
      oracleOf: (organization) => home.oracleOf(organization),
      stateHashOf: isMember ? (id) => person.reader(recordChain).stateHashOf(id) : null,
    },
  });
}

function hasPseudonymOn(person: Person, chainId: number): boolean {
  try {
    person.pseudonymOn(chainId);
    return true;
  } catch {
    return false;
  }
}

/** Opens and reads in one go. */
export async function readShared(
  person: Person,
  options: ReadSharedOptions,
): Promise<ReadResult & OpenedAccess> {
  const access = await openAccess(person, options);
  return { ...(await readAccess(person, { ...options, ...access })), ...access };
}

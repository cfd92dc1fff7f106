import type { Identities } from "@medlattice/sdk/envelope";
import type { HeldDeal } from "@medlattice/sdk/consent";
import { PermissionError } from "@medlattice/sdk/errors";
import { openAddress, openInstitutionShare } from "@medlattice/sdk/manifest";
import { chainById } from "@medlattice/sdk/network";
import { type VerifiedRecord, verifyRecord } from "@medlattice/sdk/record";
import {
  type ProxyAnswer,
  RECEIPT_OUTCOME,
  answerAccess,
  proxyAnswerSchema,
  requireCovered,
} from "@medlattice/sdk/usage";
import type { Logger } from "pino";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { Deals } from "../deals/createDeals.ts";
import type { Vault } from "../deals/createVault.ts";
import type { AttestedEvidence, EvidenceSource } from "../evidence/createEvidence.ts";
import type { Facts } from "../evidence/createFacts.ts";
import { witnessesOf } from "../evidence/witnesses.ts";
import type { Tombstones } from "../erasure/tombstones.ts";
import type { Receipts } from "../receipts/createReceipts.ts";
import type { AnswerKey, AnswerTable } from "./answerTable.ts";
import type { chameleonKeys } from "./chameleonKeys.ts";
import { type FoundAccess, findAccess } from "./findAccess.ts";
import type { Disclosure } from "./grantIdOfDisclosure.ts";
import { isRefusal, recordCorrected, refuse } from "./refusals.ts";
import { requireDeal, requireGrant } from "./requireGrant.ts";

export interface ProxyRequest extends AnswerKey {
  /** The person who asks, as proven by the session. */
  readonly reader: Hex;
  /** The chain that session is on: a pseudonym says nothing about another chain, where somebody else may have the same. */
  readonly readerChainId: number;
  /** The organisation whose oracle passes the question on; undefined when the reader logged in here. */
  readonly askedBy: Hex | undefined;
  readonly disclosure: Disclosure | undefined;
}

export interface Proxied {
  readonly answer: ProxyAnswer;
  /** How many organisations vouch for the record's state; one alone is enough when it is this one or the others are away. */
  readonly witnesses: number;
  /** Somebody who should vouch could not be reached. */
  readonly isWitnessAway: boolean;
}

/** Re-encrypts for accesses, and for nothing else (DESIGN rules 5, 6, 14). */
export interface Proxy {
  /** The same answer again while the access is fresh; whether the grant still holds is asked every time. */
  answer(request: ProxyRequest): Promise<Proxied>;
}

export interface CreateProxyOptions {
  readonly config: Pick<OracleConfig, "network" | "organization" | "limits" | "proxies" | "peers">;
  readonly facts: Facts;
  readonly evidence: EvidenceSource;
  readonly deals: Deals;
  readonly answers: AnswerTable;
  readonly receipts: Receipts;
  readonly vault: Vault;
  readonly sealingIdentity: Identities;
  readonly chameleonKeysOf: ReturnType<typeof chameleonKeys>;
  readonly tombstones: Pick<Tombstones, "requireVersion" | "requireRecord">;
  readonly logger: Logger;
  readonly nowSeconds: () => number;
}

export function createProxy(options: CreateProxyOptions): Proxy {
  const { config, facts, deals, answers, receipts, vault, nowSeconds } = options;
  const organization = config.organization.orgId;
  const underWay = new Map<string, Promise<Proxied>>();

  async function answer(request: ProxyRequest): Promise<Proxied> {
    const found = await findAccess({
      ...request,
      facts,
      nowSeconds,
      accessSeconds: config.limits.accessSeconds,
    });
    try {
      return await serve(request, found);
    } catch (error) {
      if (isRefusal(error)) await receipts.add(request, RECEIPT_OUTCOME.refused);
      throw error;
    }
  }

  async function serve(request: ProxyRequest, found: FoundAccess): Promise<Proxied> {
    const { chainId, accessId } = request;
    const { access } = found;
    const { grantId, grantor, recordId } = access;
    const key = { chainId, grantId, grantor };
    const home = { chainId, consentRegistry: contractsAt(chainId).consentRegistry };
    const onWithdrawn = (): void => deals.destroy(key, "GRANT_REVOKED");
    const requireGranted = async (): Promise<HeldDeal> => {
      const given = request.disclosure;
      const disclosure = await requireGrant({ config, facts, home, found, given, askedBy: request.askedBy });
      const deal = await deals.open(key);
      await requireDeal({ facts, deal, found, disclosure, onWithdrawn });
      return deal;
    };
    const deal = await requireGranted();
    const { coverage } = deal;
    const wanted = { chainId: coverage.chainId, recordId, access: { chainId, accessId }, link: deal.link };
    options.tombstones.requireRecord(coverage.chainId, recordId);
    options.tombstones.requireVersion({ chainId: coverage.chainId, recordId, version: access.version });
    const { answer: attested, witnesses } = await options.evidence.find(wanted);
    const expected = facts.isLocal(coverage.chainId) ? 1 : witnessesOf(config, coverage.chainId).length;
    const vouched = { witnesses: witnesses.length, isWitnessAway: witnesses.length < expected };
    // Witnesses may have taken seconds: a withdrawal in between must not be answered.
    await requireGranted();
    const { state } = attested.evidence;
    if (state.version !== access.version) throw recordCorrected(access.version, state.version);
    const known = answers.find(request);
    if (known?.stateHash === attested.stateHash) {
      return { answer: await vault.open(known.sealed, proxyAnswerSchema), ...vouched };
    }
    const record = await verify(deal, attested);
    requireCovered(record.state, coverage);
    const made = await make(request, deal, attested, record);
    const sealed = await vault.seal(made);
    const { stateHash } = attested;
    answers.put(request, { stateHash, sealed, record: wanted, given: nowSeconds() });
    return { answer: made, ...vouched };
  }

  function contractsAt(chainId: number) {
    const { contracts } = chainById(config.network, chainId);
    if (contracts !== null) return contracts;
    throw new PermissionError("CHAIN_NOT_FOUND", "There are no grants on that chain.", {
      facts: { chainId },
    });
  }

  /** Every signature and proof of the record, its capsules' included, against the state on its chain. */
  async function verify(deal: HeldDeal, { evidence, stateHash }: AttestedEvidence): Promise<VerifiedRecord> {
    const { chainId, registryId } = deal.coverage;
    const { recordRegistry, consentRegistry, recordCorrection } = contractsAt(chainId);
    const { recordId, version, institution } = evidence.state;
    return verifyRecord({
      evidence,
      expected: {
        registry: { chainId, registryId, address: recordRegistry },
        consentRegistry,
        recordCorrection,
        recordId,
        version,
        chameleonKey: options.chameleonKeysOf(institution, evidence),
        threshold: config.proxies.threshold,
        stateHash,
      },
      check: facts.checkSignature,
    });
  }

  async function make(
    request: ProxyRequest,
    deal: HeldDeal,
    { evidence, stateHash }: AttestedEvidence,
    { record, state, manifest: { value: manifest } }: VerifiedRecord,
  ): Promise<ProxyAnswer> {
    const { accessId } = request;
    const identity = options.sealingIdentity;
    const institutionShare = await openInstitutionShare({
      deal: manifest.keys.institutionDeal,
      record,
      organization,
      identity,
    });
    const { cid, providers } = await openAddress({ manifest, organization, identity });
    return {
      format: "medlattice/proxy-answer/v1",
      accessId,
      organization,
      index: deal.index,
      stateHash,
      evidence,
      partials: answerAccess({ accessId, deal, manifest, state, institutionShare }),
      address: { cid, providers: [...providers] },
      receipt: await receipts.add(request, RECEIPT_OUTCOME.served),
    };
  }

  return {
    async answer(request) {
      const { chainId, accessId, reader, readerChainId, askedBy } = request;
      contractsAt(chainId);
      if (readerChainId !== chainId) throw refuse("ACCESS_OTHER_READER");
      const key = `${chainId} ${accessId} ${reader} ${askedBy}`;
      const before = underWay.get(key);
      if (before !== undefined) {
        // Its work is used, but not its word that the grant holds: that was asked before this question came.
        await before.catch(() => undefined);
        return answer(request);
      }
      const work = answer(request).finally(() => underWay.delete(key));
      underWay.set(key, work);
      return work;
    },
  };
}

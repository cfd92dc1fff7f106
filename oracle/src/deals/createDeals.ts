import { isDeepStrictEqual } from "node:util";
import { type DealStatus } from "@medlattice/sdk/client";
import { type HeldDeal, type SealedDeal, heldDealSchema } from "@medlattice/sdk/consent";
import { InvalidInputError, PermissionError } from "@medlattice/sdk/errors";
import { SCOPE } from "@medlattice/sdk/keys";
import type { Logger } from "pino";
import type { Hex } from "viem";
import type { Vault } from "./createVault.ts";
import { type DealKey, type DealTable, type DestroyReason, type StoredDeal, statusOf } from "./dealTable.ts";
import { type VerifyDealOptions, verifyDeal } from "./verifyDeal.ts";

/** The shares this proxy holds. */
export interface Deals {
  /**
   * Checks and keeps a deal. Repeated, nothing changes. After a change of keys those of the new epoch are taken, too; another
   * deal of the same key is refused, for shares of two polynomials do not fit together.
   */
  accept(sealed: SealedDeal): Promise<DealStatus>;
  /** @throws InvalidInputError DEAL_NOT_FOUND */
  status(chainId: number, grantor: Hex, grantId: Hex): DealStatus;
  list(chainId: number, grantor: Hex): DealStatus[];
  /** What was dealt, in all deals of the grant together. @throws PermissionError DEAL_MISSING | GRANT_REVOKED | GRANT_EXPIRED | EMERGENCY_NOT_APPROVED */
  open(key: DealKey): Promise<HeldDeal>;
  destroy(key: DealKey, reason: DestroyReason): void;
  /** Destroys the shares of grants for one record that was erased; it reads every deal, which erasures are rare enough for. */
  endRecord(chainId: number, recordId: Hex): Promise<void>;
  /** Destroys the shares of grants that were withdrawn or are over. */
  sweep(): Promise<void>;
}

export interface CreateDealsOptions extends VerifyDealOptions {
  readonly table: DealTable;
  readonly vault: Vault;
  readonly logger: Logger;
  readonly nowSeconds: () => number;
}

/** More than anyone gives in a lifetime; a bound all the same. */
const MAX_DEALS_PER_GRANTOR = 20_000;

/** A share is gone for good: a clock that runs fast must not destroy those of grants that still hold. */
const GRACE_SECONDS = 86_400;

const REASONS: Readonly<Record<string, string>> = {
  GRANT_REVOKED: "The patient has revoked this grant; the share for it is destroyed.",
  DEAL_OUTDATED: "This grant was dealt in a form that is no longer read; the share for it is destroyed.",
  CONTENT_ERASED: "The record was erased for good; the share for it is destroyed.",
  GRANT_EXPIRED: "The time of this grant is over; the share for it is destroyed.",
};

export function createDeals(options: CreateDealsOptions): Deals {
  const { table, vault, logger, nowSeconds } = options;
  const organization = options.config.organization.orgId;

  const underWay = new Map<string, Promise<DealStatus>>();

  /** One deal of a grant after the other: what is here already decides whether the next fits. */
  async function exclusively({ chainId, grantId, grantor }: DealKey, work: () => Promise<DealStatus>) {
    const name = `${chainId} ${grantId} ${grantor}`;
    const mine = (underWay.get(name) ?? Promise.resolve()).then(work, work);
    underWay.set(name, mine);
    try {
      return await mine;
    } finally {
      if (underWay.get(name) === mine) underWay.delete(name);
    }
  }

  async function accept(deal: HeldDeal, dealHash: Hex): Promise<DealStatus> {
    const { chainId } = deal.home;
    const { grantId, grantor, basis } = deal;
    const key = { chainId, grantId, grantor };
    const before = table.find(key);
    const same = before.find((stored) => stored.dealHash === dealHash);
    if (same !== undefined) return statusOf(same, organization);
    if (before.length > 0 && (await repeats(deal, before))) return deals.status(chainId, grantor, grantId);
    if (table.count(chainId, grantor) >= MAX_DEALS_PER_GRANTOR) {
      throw new PermissionError("DEALS_TOO_MANY", "This person has dealt more grants than one proxy keeps.");
    }
    await requireLive(options, deal);
    const sealed = await vault.seal(deal);
    table.put({ ...key, basis, dealHash, sealed, stored: nowSeconds() });
    return deals.status(chainId, grantor, grantId);
  }

  /**
   * Whether a further deal says nothing new. One for keys that were not dealt yet is taken, of the same grantee and coverage.
   * @throws InvalidInputError DEAL_EXISTS for another polynomial of a key that was dealt | PermissionError when it was destroyed
   */
  async function repeats(deal: HeldDeal, before: readonly StoredDeal[]): Promise<boolean> {
    let isNew = false;
    const dealt = await Promise.all(before.map(openStored));
    for (const { granteeY, coverage } of dealt) {
      if (granteeY !== deal.granteeY || !isDeepStrictEqual(coverage, deal.coverage)) throw exists();
    }
    for (const { kind, x, commitments } of deal.keys) {
      const known = dealt.flatMap(({ keys }) => keys).find((key) => key.kind === kind && key.x === x);
      if (known === undefined) isNew = true;
      else if (!isDeepStrictEqual(known.commitments, commitments)) throw exists();
    }
    return !isNew;
  }

  function openStored({ sealed, reason = "GRANT_REVOKED" }: StoredDeal): Promise<HeldDeal> {
    if (sealed !== undefined) return vault.open(sealed, heldDealSchema);
    throw new PermissionError(reason, REASONS[reason] ?? "The share for this grant is destroyed.", {
      hints: ["Ask the patient for a new grant."],
    });
  }

  const deals: Deals = {
    async accept(sealed) {
      const deal = await verifyDeal(options, sealed);
      const { grantId, grantor, home } = deal;
      return exclusively({ chainId: home.chainId, grantId, grantor }, () => accept(deal, sealed.dealHash));
    },
    status(chainId, grantor, grantId) {
      const [found] = table.find({ chainId, grantId, grantor });
      if (found !== undefined) return statusOf(found, organization);
      throw new InvalidInputError("DEAL_NOT_FOUND", "There is no deal of yours for this grant here.");
    },
    list: (chainId, grantor) => table.list(chainId, grantor).map((deal) => statusOf(deal, organization)),
    async open(key) {
      const found = table.find(key);
      if (found.length === 0) throw missing();
      const [newest, ...others] = await Promise.all(found.map(openStored));
      if (newest === undefined) throw missing();
      if (newest.basis === "emergency") throw notApproved();
      return { ...newest, keys: [newest, ...others].flatMap(({ keys }) => keys) };
    },
    async endRecord(chainId, recordId) {
      for (const deal of table.living()) {
        if (deal.sealed === undefined) continue;
        const { coverage } = await vault.open(deal.sealed, heldDealSchema);
        const isOf = coverage.scopeKind === SCOPE.record && coverage.scope === recordId;
        if (isOf && coverage.chainId === chainId) deals.destroy(deal, "CONTENT_ERASED");
      }
    },
    destroy: (key, reason) => table.destroy(key, reason, nowSeconds()),
    async sweep() {
      for (const { deal, reason } of table.ended(nowSeconds() - GRACE_SECONDS)) deals.destroy(deal, reason);
      for (const { deal, chainId, grantor } of table.withdrawnElsewhere()) {
        if (deal.sealed === undefined) continue;
        const { coverage } = await vault.open(deal.sealed, heldDealSchema);
        // Anyone may withdraw any id in their own name; only the patient's own word on the record's chain counts.
        if (coverage.chainId !== chainId || coverage.patient !== grantor) continue;
        deals.destroy(deal, "GRANT_REVOKED");
        logger.info({ chainId }, "a share was destroyed: the grant was withdrawn on the record's chain");
      }
    },
  };
  return deals;
}

/** A grant that was withdrawn before its deal came needs none; one that is not registered yet may be on its way. */
async function requireLive({ facts }: VerifyDealOptions, deal: HeldDeal): Promise<void> {
  const { home, grantor, grantId, coverage, peerDenials } = deal;
  if (deal.basis === "emergency") return;
  const places = [
    { chainId: home.chainId, grantor },
    ...(peerDenials === null ? [] : [{ chainId: coverage.chainId, grantor: coverage.patient }]),
  ];
  await Promise.all(
    places.map(async ({ chainId, ...question }) => {
      const { answer } = await facts.ask<"consent">(chainId, {
        kind: "consent",
        ...question,
        grantId,
        tags: [],
      });
      if (!answer.isWithdrawn) return;
      throw new PermissionError("GRANT_REVOKED", "The patient has revoked this grant.", {
        facts: { chainId },
      });
    }),
  );
}

function exists(): InvalidInputError {
  return new InvalidInputError("DEAL_EXISTS", "Another deal for this grant is here already.", {
    hints: ["Send the deal that was made first, or give the grant anew."],
  });
}

function missing(): PermissionError {
  return new PermissionError("DEAL_MISSING", "This organisation holds no share for this grant.", {
    hints: [
      "The patient's wallet may not have reached it yet: the other organisations may do.",
      "Ask the patient.",
    ],
  });
}

function notApproved(): PermissionError {
  return new PermissionError(
    "EMERGENCY_NOT_APPROVED",
    "This share is for emergencies and is used only after break-glass was approved.",
  );
}

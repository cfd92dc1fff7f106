import type { DirectoryPage, Listing, ListingChange } from "@medlattice/sdk/client";
import { InvalidInputError, PermissionError } from "@medlattice/sdk/errors";
import { ROLE } from "@medlattice/sdk/identity";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { SessionContext } from "../http/access.ts";
import type { PublishedKeyStore } from "../keyManifests/publishedKeys.ts";
import { looksAfter } from "../people/homeOf.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import type { ListingRow, ListingSearch, ListingTable } from "./listingTable.ts";

export interface DirectoryOptions {
  readonly config: OracleConfig;
  readonly table: ListingTable;
  readonly keys: PublishedKeyStore;
  readonly reader: IdentityReader;
  /** Whether a professional name fits the identity this organisation verified. */
  readonly isNameVerified: (person: { chainId: number; personId: Hex }, name: string) => Promise<boolean>;
  /** Tells the other oracles, on the consortium chain. */
  readonly publish: (row: ListingRow) => void;
  /** Sends all listings of this organisation to one of them. */
  readonly publishTo: (organization: Hex) => void;
  readonly nowMs: () => number;
}

export interface Directory {
  list(session: SessionContext, input: { name: string; specialty: string | null }): Promise<Listing>;
  unlist(session: SessionContext): void;
  mine(session: SessionContext): Listing;
  search(search: ListingSearch): DirectoryPage;
  /** A change that another organisation's oracle tells of its own doctor. */
  accept(from: Hex, change: ListingChange): Promise<void>;
  /** Another organisation's oracle has started, perhaps for the first time, and asks for all listings of this one. */
  copyTo(organization: Hex): void;
}

const FUTURE_MS = 5 * 60_000;

export function createDirectory(options: DirectoryOptions): Directory {
  const { config, table, keys, nowMs } = options;

  /** Always later than what is there, so that two changes in one millisecond both count. */
  function nextMs(chainId: number, personId: Hex): number {
    return Math.max(nowMs(), (table.find(chainId, personId)?.changedMs ?? 0) + 1);
  }

  function keep(row: ListingRow): void {
    table.put(row);
    if (config.chains.find(({ chainId }) => chainId === row.chainId)?.home === "consortium")
      options.publish(row);
  }

  return {
    async list(session, { name, specialty }) {
      const { chainId, personId, organization } = session;
      if (session.role !== ROLE.doctor) {
        throw new PermissionError("DIRECTORY_NOT_PERMITTED", "The directory lists doctors only.");
      }
      if (!looksAfter(config, organization)) {
        throw new PermissionError(
          "DIRECTORY_NOT_PERMITTED",
          "Doctors are listed by their own organisation's oracle.",
        );
      }
      const { root, receive, sealing } = await keys.current({ chainId, personId });
      const isNameVerified = await options.isNameVerified({ chainId, personId }, name);
      const changedMs = nextMs(chainId, personId);
      const base = { chainId, personId, organization, name, specialty, isNameVerified, receive, sealing };
      keep({ ...base, root, isListed: true, changedMs });
      return { ...base, updatedAt: Math.floor(changedMs / 1000) };
    },
    unlist({ chainId, personId }) {
      const row = table.find(chainId, personId);
      if (row?.isListed !== true) throw notListed();
      keep({ ...row, isListed: false, changedMs: nextMs(chainId, personId) });
    },
    mine({ chainId, personId }) {
      const row = table.find(chainId, personId);
      if (row?.isListed !== true) throw notListed();
      const { root: _root, isListed: _isListed, changedMs, ...listing } = row;
      return { ...listing, updatedAt: Math.floor(changedMs / 1000) };
    },
    copyTo: (organization) => options.publishTo(organization),
    search: (search) => table.search(search, Math.floor(nowMs() / 1000)),
    async accept(from, { chainId, personId, changedMs, listing }) {
      const person = await options.reader.person(chainId, personId);
      const isTheirs = person?.organization === from && person.role === ROLE.doctor;
      if (!isTheirs || config.chains.find((chain) => chain.chainId === chainId)?.home !== "consortium") {
        throw new PermissionError("LISTING_NOT_PERMITTED", "An oracle lists its own doctors only.");
      }
      if (changedMs > nowMs() + FUTURE_MS) {
        throw new InvalidInputError("LISTING_TIME", "The listing is dated in the future.", {
          hints: ["Operator: set the clock."],
        });
      }
      const row = table.find(chainId, personId);
      if (row !== undefined && row.changedMs >= changedMs) return;
      if (listing === null) {
        if (row !== undefined) table.put({ ...row, isListed: false, changedMs });
        return;
      }
      const root = await keys.verify({ chainId, personId }, listing);
      const { updatedAt: _updatedAt, ...shown } = listing;
      table.put({ chainId, personId, organization: from, ...shown, root, isListed: true, changedMs });
    },
  };
}

function notListed(): InvalidInputError {
  return new InvalidInputError("LISTING_NOT_FOUND", "You are not listed.");
}

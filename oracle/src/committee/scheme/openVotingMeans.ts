import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import type { Watch } from "../chain/createWatch.ts";
import { createContributionTable } from "../exchange/contributionTable.ts";
import { type Exchange, type ExchangeOptions, createExchange } from "../exchange/createExchange.ts";
import { readVotingAccount, readVotingKey } from "../readVotingKey.ts";
import { createBlsScheme } from "./createBlsScheme.ts";
import { createEcdsaScheme } from "./createEcdsaScheme.ts";
import { createGroups } from "./createGroups.ts";
import type { VotingScheme } from "./votingScheme.ts";

/** What a station votes with. */
export interface VotingMeans {
  readonly scheme: VotingScheme;
  readonly exchange: Exchange;
}

export interface VotingMeansOptions {
  /** `IVoteVerifier.scheme` of the network. */
  readonly scheme: 1 | 2;
  /** Path of the file with the station's secret. */
  readonly keyFile: string;
  readonly watch: Watch;
  /** Number of this station. */
  readonly station: () => number | undefined;
  /** For what others sent, and can send again. */
  readonly recoverable: DatabaseSync;
  readonly ask: ExchangeOptions["ask"];
  readonly logger: Logger;
}

/** @throws InvalidInputError KEY_FILE_MISSING, KEY_FILE_EXPOSED, KEY_MALFORMED */
export function openVotingMeans(options: VotingMeansOptions): VotingMeans {
  const { watch, station, keyFile } = options;
  if (options.scheme === 2) {
    const key = readVotingAccount(keyFile);
    return {
      scheme: createEcdsaScheme({ key, events: watch.events, station }),
      exchange: withoutExchange(watch),
    };
  }
  const key = readVotingKey(keyFile);
  const groups = createGroups(watch.events);
  const table = createContributionTable(options.recoverable);
  return {
    scheme: createBlsScheme({ key, groups, contributions: table, station }),
    exchange: createExchange({ ...options, key, groups, table }),
  };
}

/** Votes that are signed one by one need no membership keys: every station is a member as soon as it is one. */
function withoutExchange(watch: Watch): Exchange {
  return {
    step: async () => false,
    answer: async () => ({ contributions: [] }),
    status() {
      const stations = watch.latest()?.stations ?? [];
      if (stations.length === 0) return undefined;
      return { size: stations.length, members: stations.map(({ station }) => station), leftOut: [] };
    },
  };
}

import type { DatabaseSync } from "node:sqlite";
import {
  type Contribution,
  type ContributionJson,
  type StationGroup,
  decodeContribution,
  encodeContribution,
} from "@medlattice/sdk/committee";
import type { Hex } from "viem";
import { text } from "../../database/columns.ts";

/** Contributions to membership keys that were found to be true; public, and proven by themselves (decision 0019). */
export interface ContributionTable {
  put(group: StationGroup, contribution: Contribution): void;
  of(groupId: Hex): readonly Contribution[];
  jsonOf(groupId: Hex): readonly ContributionJson[];
}

export function createContributionTable(database: DatabaseSync): ContributionTable {
  const put = database.prepare("INSERT OR IGNORE INTO committee_contributions VALUES (?, ?, ?)");
  const of = database.prepare(
    "SELECT contribution FROM committee_contributions WHERE group_id = ? ORDER BY station",
  );
  const read = (groupId: Hex): Contribution[] =>
    of.all(groupId).map((row) => decodeContribution({ groupId }, JSON.parse(text(row["contribution"]))));
  const kept = new Map<Hex, readonly Contribution[]>();
  const all = (groupId: Hex): readonly Contribution[] => {
    const known = kept.get(groupId) ?? read(groupId);
    kept.set(groupId, known);
    return known;
  };
  return {
    put(group, contribution) {
      put.run(group.groupId, contribution.from, JSON.stringify(encodeContribution(group, contribution)));
      kept.delete(group.groupId);
    },
    of: all,
    jsonOf: (groupId) => all(groupId).map((each) => encodeContribution({ groupId }, each)),
  };
}

import { type StationGroup, createGroup, votingKeyFromChain } from "@medlattice/sdk/committee";
import type { EventTable } from "../chain/eventTable.ts";

/** Groups of the first so many stations, made once each. */
export type Groups = (size: number) => StationGroup | undefined;

/** Undefined where the chain was not read so far yet. */
export function createGroups(events: Pick<EventTable, "keys">): Groups {
  const made = new Map<number, { readonly group: StationGroup; readonly last: string }>();
  return (size) => {
    const keys = events.keys().slice(0, size);
    const last = keys.at(-1)?.key;
    if (keys.length < size || last === undefined) return undefined;
    const known = made.get(size);
    // After a reorganisation another key may stand there.
    if (known?.last === last) return known.group;
    const group = createGroup(keys.map(({ key }) => votingKeyFromChain(key)));
    made.set(size, { group, last });
    return group;
  };
}

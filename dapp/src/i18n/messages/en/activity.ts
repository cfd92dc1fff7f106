export const activity = {
  title: "Activity",
  lead: "Who read what, when, and for what. Nothing can be opened without an entry here.",
  read: "{name} read a record",
  record: "{title}",
  unknownRecord: "A record",
  nth: "{max, plural, =0 {reading no. {use, number}} other {reading {use, number} of {max, number}}}",
  nthUnknown: "reading no. {use, number}",
  purpose: "For: {purpose}",
  noPurpose: "What it was given for is no longer at hand.",
  show: "Show record",
  onlyRecord: "Only readings of one record are shown.",
  showAll: "Show all activity",
  loadFailed: "Activity could not be loaded",
  empty: {
    title: "Nobody has read your records",
    text: "As soon as somebody opens a record you shared, it says so here.",
  },
} as const;

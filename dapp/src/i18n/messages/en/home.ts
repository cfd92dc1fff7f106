export const home = {
  title: "Home",
  hello: "Hello, {name}",
  lead: "Your records, and who reads them.",
  attention: "Needs your attention",
  nothing: "All done. Nothing needs your attention.",
  toConfirm:
    "{count, plural, one {One record waits for your confirmation} other {# records wait for your confirmation}}",
  toConfirmText: "{category}, written at {institution}",
  ending: "Access of {name} ends <time></time>",
  endingUnnamed: "Access ends <time></time>",
  incomplete: "Access for {name} is not in force yet",
  recent: "Lately read",
  recentNone: "Nobody has read your records in the last 30 days.",
  running:
    "{count, plural, =0 {Nobody can read your records} one {One person or organisation can read records} other {# people or organisations can read records}}",
  records: "{count, plural, =0 {No records yet} one {One record} other {# records}}",
  next: "Next appointment",
  steps: {
    title: "What would you like to do?",
    share: "Share records",
    shareText: "Choose who, what, and for how long.",
    appointment: "Request an appointment",
    appointmentText: "Your complaint goes encrypted to the institution.",
    activity: "See who read what",
    activityText: "Every reading leaves an entry.",
  },
  showAll: "Show all",
} as const;

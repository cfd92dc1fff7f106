/** Records with parts blacked out: choosing, giving away, reading. */
export const partly = {
  topics: {
    "psychiatric-diagnoses": "Psychiatric diagnoses and treatment",
    "substance-use": "Alcohol, tobacco and drugs",
    "sexual-reproductive-health": "Sexual and reproductive health, HIV included",
    "genetic-results": "Genetic results and inherited conditions",
    "address-and-contacts": "My address and contacts",
    "names-and-numbers": "My name and identity numbers",
    relatives: "Names and health of relatives",
    money: "Bills and insurance",
    "free-text-notes": "Notes and other free text",
  },
  kinds: {
    measurements: "All measurements and results",
    person: "All about my person",
    cover: "What the record is called",
  },
  hide: {
    title: "What is to be hidden?",
    finalTitle: "A copy cannot be taken back",
    final:
      "With parts hidden, the record is given away as a copy. Unlike access, it does not end, cannot be withdrawn, and you do not see when it is read.",
    topics: "Hide by subject",
    noTopics: "We found none of the subjects that people often hide. You can hide whole kinds of entries.",
    count: "{count, plural, one {One part of the record} other {# parts of the record}}",
    kinds: "Hide by kind",
    entries: "{count, plural, one {One entry} other {# entries}}",
    missing: "Choose what to hide. To hide nothing, share the record itself.",
  },
  remove: {
    title: "What goes for good?",
    finalTitle: "What goes cannot be restored",
    final:
      "Once the patient agrees, these parts are destroyed everywhere. That something stood there stays to be seen.",
    person: "All about the patient’s person",
    topics: {
      "address-and-contacts": "The patient’s address and contacts",
      "names-and-numbers": "The patient’s name and identity numbers",
    },
  },
  look: {
    gone: "What goes",
    left: "What stays",
    showLeft: "Look at what stays",
    notSeen: "What they will not see",
    nothing: "Nothing is hidden by this.",
    seen: "What they will see",
    show: "Look at it as they will",
    all: "{of}: all of it",
    one: "{of}: {element}",
    more: "{count, plural, one {and one more} other {and # more}}",
    nameless: "Some entries are gone altogether: the reader learns that something is missing, not what.",
    remaining: "This still tells something of what you hide",
    why: {
      "same-code": "it names the same",
      "same-words": "it mentions it in words",
      "refers-to": "it refers to it",
    },
    remainingText: "Hide these too if they should not be seen.",
  },
  check: {
    title: "This is what you give away",
    who: "To",
    what: "Record",
    finalTitle: "This cannot be taken back",
    final:
      "Once it is sent, they can keep and read it for ever. What is hidden stays hidden: nobody can uncover it, and they can check that the rest is genuine.",
    words: "A word to the reader",
    wordsHint: "Sealed: only the reader can read it.",
    give: "Sign and give the copy",
    giving: "Making and sealing the copy",
    failed: "The copy was not given",
    done: "The copy is on its way to {name}",
    doneText: "They find it under “Shared with me”. You see it under “Access”.",
  },
  given: {
    title: "Copies you have given away",
    to: "To {name}",
    somebody: "somebody who is no longer listed",
    final: "Cannot be taken back",
  },
  copies: {
    title: "Copies with parts hidden",
    from: "Written at {institution}",
  },
  copy: {
    title: "Copy with parts hidden",
    back: "Shared with me",
    missing: "Which copy?",
    opening: "Checking the copy against the network",
    failed: "This copy could not be verified",
    standing: {
      present: "Verified",
      "corrected-since": "Verified, but corrected since",
      "erased-since": "Verified, but its content was erased since",
      unknown: "Genuine, but it may have been corrected since",
    },
    verified:
      "Written by {author} at {institution}, confirmed by the patient, who gave you this copy <time></time>. What is shown is unchanged, though parts are hidden.",
    verifiedUnnamed:
      "Written by a doctor of {institution}, confirmed by the patient, who gave you this copy <time></time>. What is shown is unchanged, though parts are hidden.",
    standingText: {
      present: "The record has not been changed since.",
      "corrected-since":
        "The record has been corrected since the patient gave you this copy. Ask for a new one.",
      "erased-since":
        "The content of the record has been erased since at the patient’s institution. Treat this copy accordingly.",
      unknown:
        "Your organisation is not connected to the institution’s chain. The signatures hold; whether the record was corrected since, the institution did not say.",
    },
    attested:
      "{institution} has signed this statement <time></time>. Your organisation is not connected to its chain and could not look for itself.",
    version: "This is version {version, number}: the record was corrected before.",
    inPart: "The patient has hidden parts of it. Black bars show where.",
    nameless: "Further entries are hidden altogether; what they were is not told.",
    words: "In the patient’s words",
  },
  shareParts: "This record, with parts hidden",
  sharePartsText: "You choose what is blacked out. It is given away as a copy.",
} as const;

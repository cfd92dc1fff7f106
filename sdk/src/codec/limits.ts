/**
 * The one list of size limits, in bytes. A limit exists where a peer chooses the size: it bounds what a hostile file or
 * answer can make a client or oracle hold in memory before the first check fails.
 */
export const LIMITS = {
  /** One JSON document that describes a record: manifest, deal, grant package. */
  documentBytes: 1_048_576,
  /** One sealed message (age header, payload): the document limit and room for many recipients. */
  sealedMessageBytes: 1_114_112,
  /** The textual header of a sealed record: one stanza of ours is under 400 bytes. */
  envelopeHeaderBytes: 4_096,
  /** Free text a person writes in a grant. Longer does not fit a wallet's window. */
  statementTextBytes: 2_048,
  /** Code of a category, label of a leaf, media type. */
  labelBytes: 128,
} as const;

/** How many of a thing one document may name; bounds work, not bytes. */
export const COUNTS = {
  /** Deny tags of a grant: the contract loops over them (DESIGN rule 13: no unbounded loops). */
  denyTags: 8,
  /** Proxies of one deal; a threshold above this has no use and costs pairings. */
  proxies: 32,
  /** Siblings from a deal up to what its grantor signed: enough for that many proxies, the grantee's package and the link of pseudonyms. */
  dealPath: 6,
  /** Keys dealt under one grant: categories of a person times epochs still readable. */
  dealtKeys: 128,
  /** Capsules beside one record. */
  capsules: 16,
  /** Wraps of one master key. */
  wraps: 16,
  /** Leaves of one key manifest. */
  keyLeaves: 1_024,
} as const;

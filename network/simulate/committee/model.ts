/** What the simulation takes as given; the report prints all of it. Times in milliseconds. */
export interface CommitteeModel {
  readonly seed: number;
  /** Numbers of stations, each simulated. */
  readonly stations: readonly number[];
  /** Expected seats, each simulated with each number of stations. */
  readonly expected: readonly number[];
  /** Epochs drawn for each number of stations; every epoch votes `votesPerEpoch` times. */
  readonly epochs: number;
  readonly votesPerEpoch: number;
  /** All tokens (P5); held in proportion to 1/rank^skew. */
  readonly tokens: number;
  readonly skew: number;
  /** Share of the tokens whose holders say nothing at all, neither as members nor as the one who collects. */
  readonly silentShare: number;
  readonly network: NetworkModel;
  readonly work: WorkModel;
}

/** Delays are log-normal, each message by itself; a sender's messages leave one after the other. */
export interface NetworkModel {
  readonly medianDelayMs: number;
  /** Standard deviation of the logarithm. */
  readonly spread: number;
  readonly uplinkBytesPerMs: number;
  /** The consortium chain makes a block so often; a block is final. */
  readonly blockMs: number;
  /** How long a silent collector is waited for before the next one takes its turn. */
  readonly timeoutMs: number;
}

/** What stations compute; constants, so that a seed gives the same report on any machine. What this machine takes stands beside. */
export interface WorkModel {
  /** Looking a proposal over before voting. */
  readonly checkProposalMs: number;
  readonly signMs: number;
  /** Decoding one share and adding it. */
  readonly addShareMs: number;
  readonly verifyMs: number;
}

/** Bytes of messages; shares, proofs and evidence as docs/wire-formats.md has them, in an envelope of HTTP and JSON. */
export const BYTES = {
  envelope: 400,
  proposal: 1_000,
  share: 48,
  proof: 48,
  evidenceHead: 129,
  absentee: 2,
  ecdsa: 67,
};

export const DEFAULT_MODEL: CommitteeModel = {
  seed: 1,
  stations: [50, 100, 200, 300, 400, 500],
  expected: [50, 100, 200, 300, 500],
  epochs: 12,
  votesPerEpoch: 20,
  tokens: 12_000,
  skew: 0.6,
  silentShare: 0.2,
  network: { medianDelayMs: 40, spread: 0.5, uplinkBytesPerMs: 12_500, blockMs: 1_000, timeoutMs: 2_000 },
  work: { checkProposalMs: 20, signMs: 1, addShareMs: 0.5, verifyMs: 5 },
};

import type { MedLatticeError } from "@medlattice/sdk/errors";

/** What `/health` answers. */
export interface ChainHealth {
  /** Whether the chain takes transactions (a leader) or follows its leader (a follower). */
  readonly ok: boolean;
  readonly name: string;
  readonly chainId: number;
  readonly role: "leader" | "follower";
  readonly height: number;
  /** Time of the newest block, Unix seconds. */
  readonly headTime: number;
  readonly headHash: string;
  readonly genesisHash: string;
  readonly journalBytes: number;
  readonly pid: number;
  readonly engine: string;
  /** How far the system clock is behind the newest block; 0 in good times. */
  readonly clockBehindSeconds: number;
  /** Set when the chain takes no more blocks until it is restarted. */
  readonly failure?: { readonly code: string; readonly message: string; readonly hints: readonly string[] };
  /** Only on a follower. */
  readonly follow?: FollowHealth;
}

/** How a follower stands towards its leader. */
export interface FollowHealth {
  readonly leader: string;
  readonly connected: boolean;
  /** The leader's height as last heard; -1 before the first contact. */
  readonly leaderHeight: number;
  /** Blocks the leader had when last heard and this node has not. */
  readonly lagBlocks: number;
  /** Seconds since the leader was last heard; whoever decides by this node's view refuses when that is long. */
  readonly silentSeconds: number;
}

export function failureHealth({
  code,
  message,
  hints,
}: MedLatticeError): NonNullable<ChainHealth["failure"]> {
  return { code, message, hints };
}

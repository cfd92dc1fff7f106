import { type Signer, sign } from "@medlattice/sdk/eip712";
import { MedLatticeError, UnavailableError, VerificationError } from "@medlattice/sdk/errors";
import { anchorTyped, stationsThatSigned } from "@medlattice/sdk/proof";
import type { Logger } from "pino";
import { type Hex, zeroHash } from "viem";
import type { z } from "zod";
import { recoverSigner } from "../keys/checkAccountSignature.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import {
  type AnchorBody,
  type SignedAnchor,
  hashOfBody,
  placed,
  requireAnchorRoot,
  signReply,
  type signRequest,
  votedReply,
} from "./anchorMessages.ts";
import type { AnchorTable } from "./anchorTable.ts";
import type { Heads } from "./heads.ts";
import { type AnchorNetwork, type SignedAnchors, otherNetwork } from "./signedAnchors.ts";
import type { Turns } from "./turns.ts";

/** Signatures of stations over anchors: one's own, and those of the others. */
export interface Signing {
  /**
   * Signs an anchor for one public chain. Under a sequence only ever one root, whichever the chain: it stands on disk before it is signed.
   * @throws VerificationError ANCHOR_OTHER_NETWORK, ANCHOR_ROOT_DIFFERS, ANCHOR_PAST, ANCHOR_GOES_BACK, ANCHOR_OTHER_SIGNED;
   *   UnavailableError ANCHOR_NOT_NEXT, ANCHOR_TOO_EARLY, ANCHOR_NOT_DECIDED
   */
  sign(request: z.infer<typeof signRequest>): Promise<Hex>;
  /** What this station has signed under a sequence. */
  voted(sequence: number): AnchorBody | null;
  /** What most of the others have signed under a sequence already. */
  adopt(sequence: number): Promise<AnchorBody | undefined>;
  /** Asks stations until enough have signed. @throws UnavailableError ANCHOR_TOO_FEW_SIGNATURES (facts.signatures, facts.needed) */
  collect(anchor: AnchorBody, chainId: number): Promise<readonly Hex[]>;
}

export function createSigning(options: {
  readonly network: AnchorNetwork;
  readonly table: AnchorTable;
  readonly heads: Heads;
  readonly anchors: SignedAnchors;
  readonly turns: Turns;
  readonly peers: PeerClient;
  readonly signer: Signer;
  /** Account of an organisation's oracle. */
  readonly oracleOf: (organization: Hex) => Hex | undefined;
  readonly logger: Logger;
  readonly nowSeconds: () => number;
}): Signing {
  const { network, table, heads, peers, logger } = options;

  const stationPeers = () =>
    peers.peers.filter(({ orgId }) => {
      const account = options.oracleOf(orgId);
      return account !== undefined && network.stations.includes(account);
    });

  async function requireAcceptable(anchor: AnchorBody): Promise<void> {
    if (anchor.network !== network.id) throw otherNetwork();
    requireAnchorRoot(anchor);
    const newest = table.newest();
    const { sequence } = anchor;
    // Of the newest one a signature for another public chain is asked for.
    if (newest !== undefined && sequence <= newest.anchor.sequence) {
      if (newest.hash === hashOfBody(anchor)) return;
      throw past(sequence);
    }
    if (anchor.previous !== (newest?.hash ?? zeroHash)) throw notNext(sequence);
    if (sequence > (newest?.anchor.sequence ?? 0) + 1 + options.turns.skipped()) throw tooEarly(sequence);
    requireForward(anchor, newest?.anchor);
    const decided = await Promise.all(anchor.snapshots.map((each) => heads.isDecided(each)));
    if (decided.includes(false)) throw notDecided(sequence);
  }

  async function signOwn(anchor: AnchorBody, chainId: number): Promise<Hex> {
    const registry = network.registries.get(chainId);
    if (registry === undefined) throw otherNetwork();
    // Nothing is awaited between the look and the note, so two requests cannot both find nothing.
    const before = table.voted(anchor.sequence);
    if (before === undefined) table.vote(anchor, options.nowSeconds());
    else if (hashOfBody(before) !== hashOfBody(anchor)) throw otherSigned(anchor.sequence);
    return sign(options.signer, anchorTyped(placed(anchor, { chainId, registry })));
  }

  async function ask(
    organization: Hex,
    anchor: AnchorBody,
    chainId: number,
    predecessor: SignedAnchor | null,
  ): Promise<Hex | undefined> {
    try {
      const json = { anchor, chainId, predecessor };
      const path = "/peer/v1/anchors/signatures";
      return (await peers.json(organization, { method: "POST", path, json }, signReply)).signature;
    } catch (error) {
      const code = error instanceof MedLatticeError ? error.code : "UNEXPECTED";
      logger.info({ code, sequence: anchor.sequence }, "a station does not sign an anchor now");
      return undefined;
    }
  }

  return {
    async sign({ anchor, chainId, predecessor }) {
      if (predecessor !== null) await options.anchors.take(predecessor);
      await requireAcceptable(anchor);
      return signOwn(anchor, chainId);
    },
    voted: (sequence) => table.voted(sequence) ?? null,
    async adopt(sequence) {
      const path = "/peer/v1/anchors/voted";
      const answers = await Promise.allSettled(
        stationPeers().map(({ orgId }) =>
          peers.json(orgId, { method: "POST", path, json: { sequence } }, votedReply),
        ),
      );
      const voted = answers.flatMap((answer) =>
        answer.status === "fulfilled" && answer.value.anchor !== null ? [answer.value.anchor] : [],
      );
      const groups = [...Map.groupBy(voted, hashOfBody).values()].toSorted((a, b) => b.length - a.length);
      return groups[0]?.[0];
    },
    async collect(anchor, chainId) {
      const registry = network.registries.get(chainId);
      if (registry === undefined) throw otherNetwork();
      const at = placed(anchor, { chainId, registry });
      await requireAcceptable(anchor);
      const own = await signOwn(anchor, chainId);
      const before = table.before(anchor.sequence);
      const predecessor = before === undefined ? null : (options.anchors.tell(before) ?? null);
      const others = await Promise.all(
        stationPeers().map(({ orgId }) => ask(orgId, anchor, chainId, predecessor)),
      );
      const signatures = [own, ...others].flatMap((signature) => signature ?? []);
      const found = await stationsThatSigned({ ...at, signatures }, network.stations, recoverSigner);
      if (found.size < network.threshold) throw tooFew(anchor.sequence, found.size, network.threshold);
      // The registry takes them by ascending account, and more than it asks for cost more.
      return [...found]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, network.threshold)
        .map(([, signature]) => signature);
    },
  };
}

/** Every chain that was anchored stays, none goes back, and one at least has gone on. */
function requireForward({ sequence, snapshots }: AnchorBody, before: AnchorBody | undefined): void {
  const now = new Map(snapshots.map((each) => [each.chainId, each.sequence]));
  const then = before?.snapshots ?? [];
  const isKept = then.every((each) => (now.get(each.chainId) ?? 0) >= each.sequence);
  const isNewer =
    snapshots.length > then.length || then.some((each) => (now.get(each.chainId) ?? 0) > each.sequence);
  if (isKept && isNewer) return;
  throw new VerificationError(
    "ANCHOR_GOES_BACK",
    "The anchor leaves out what an earlier one has, or has nothing new.",
    {
      facts: { sequence },
    },
  );
}

function past(sequence: number): VerificationError {
  return new VerificationError("ANCHOR_PAST", "Under that sequence stations have signed another anchor.", {
    facts: { sequence },
  });
}

function otherSigned(sequence: number): VerificationError {
  return new VerificationError(
    "ANCHOR_OTHER_SIGNED",
    "This station has signed another root under that sequence.",
    {
      facts: { sequence },
      hints: ["Take that one up, or leave the sequence out when nobody can get enough signatures for it."],
    },
  );
}

function notNext(sequence: number): UnavailableError {
  return new UnavailableError("ANCHOR_NOT_NEXT", "The anchor does not follow the newest one known here.", {
    facts: { sequence },
  });
}

function tooEarly(sequence: number): UnavailableError {
  return new UnavailableError("ANCHOR_TOO_EARLY", "The sequence before is not given up yet.", {
    facts: { sequence },
  });
}

function notDecided(sequence: number): UnavailableError {
  return new UnavailableError(
    "ANCHOR_NOT_DECIDED",
    "The committee has not decided on all of its snapshots.",
    {
      facts: { sequence },
    },
  );
}

function tooFew(sequence: number, signatures: number, needed: number): UnavailableError {
  return new UnavailableError(
    "ANCHOR_TOO_FEW_SIGNATURES",
    "Too few stations have signed the anchor so far.",
    {
      facts: { sequence, signatures, needed },
      hints: ["Stations that are away are asked again by whose turn comes next."],
    },
  );
}

import { VerificationError } from "@medlattice/sdk/errors";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { stationsThatSigned } from "@medlattice/sdk/proof";
import type { Logger } from "pino";
import type { Hex } from "viem";
import { recoverSigner } from "../keys/checkAccountSignature.ts";
import {
  type AnchorBody,
  type SignedAnchor,
  hashOfBody,
  placed,
  requireAnchorRoot,
} from "./anchorMessages.ts";
import type { AnchorTable, KeptAnchor } from "./anchorTable.ts";

/** Who anchors, by the network description. */
export interface AnchorNetwork {
  readonly id: Hex;
  readonly stations: readonly Hex[];
  readonly threshold: number;
  /** By public chain. */
  readonly registries: ReadonlyMap<number, Hex>;
}

/** Undefined where nothing is anchored. */
export function anchorNetworkOf({ anchors, chains }: NetworkDescription): AnchorNetwork | undefined {
  if (anchors === null) return undefined;
  const registries = new Map(
    chains.flatMap(({ chainId, anchorRegistry }) =>
      anchorRegistry === null ? [] : [[chainId, anchorRegistry] as const],
    ),
  );
  return { id: anchors.network, stations: anchors.stations, threshold: anchors.threshold, registries };
}

/** Anchors that enough stations have signed, whoever brings them. */
export interface SignedAnchors {
  /**
   * Keeps an anchor with those signatures that are enough.
   * @throws VerificationError ANCHOR_OTHER_NETWORK, ANCHOR_ROOT_DIFFERS, ANCHOR_TOO_FEW_SIGNATURES
   */
  take(signed: SignedAnchor): Promise<void>;
  /** As it is told to others; undefined when nothing is kept of it. */
  tell(kept: KeptAnchor): SignedAnchor | undefined;
}

export function createSignedAnchors(options: {
  readonly network: AnchorNetwork;
  readonly table: AnchorTable;
  /** Whether this oracle looks at public chains itself; if not, it believes who does. */
  readonly isWatching: boolean;
  readonly logger: Logger;
  readonly nowSeconds: () => number;
}): SignedAnchors {
  const { network, table, nowSeconds } = options;

  async function isSignedByEnough(
    anchor: AnchorBody,
    each: SignedAnchor["signed"][number],
  ): Promise<boolean> {
    const at = { ...placed(anchor, each), signatures: each.signatures };
    return (await stationsThatSigned(at, network.stations, recoverSigner)).size >= network.threshold;
  }

  return {
    async take({ anchor, signed, final }) {
      if (anchor.network !== network.id) throw otherNetwork();
      requireAnchorRoot(anchor);
      const isSame = table.find(anchor.sequence)?.hash === hashOfBody(anchor);
      const good: SignedAnchor["signed"] = [];
      for (const each of signed) {
        if (network.registries.get(each.chainId) !== each.registry) continue;
        // What is kept has been checked, and stations tell each other of it again and again.
        const isKept = isSame && table.signatures(anchor.sequence, each.chainId) !== undefined;
        if (isKept || (await isSignedByEnough(anchor, each))) good.push(each);
      }
      if (good.length === 0) throw tooFew(anchor.sequence);
      table.put(anchor, nowSeconds());
      const kept = table.find(anchor.sequence);
      if (kept?.hash !== hashOfBody(anchor)) {
        options.logger.error(
          { sequence: anchor.sequence },
          "stations have signed two anchors for one sequence",
        );
        return;
      }
      for (const { chainId, signatures } of good) {
        if (table.signatures(anchor.sequence, chainId) === undefined) {
          table.sign(anchor.sequence, chainId, signatures);
        }
      }
      if (!options.isWatching && final.length > 0 && kept.finalized === undefined) {
        for (const chainId of final) {
          table.setPlace(anchor.sequence, {
            chainId,
            state: "final",
            txHash: null,
            block: null,
            attempts: 0,
          });
        }
        table.setFinal(anchor.sequence, nowSeconds());
      }
    },
    tell({ anchor }) {
      const { sequence } = anchor;
      const signed = table.signedChains(sequence).flatMap((chainId) => {
        const registry = network.registries.get(chainId);
        const signatures = table.signatures(sequence, chainId);
        return registry === undefined || signatures === undefined
          ? []
          : [{ chainId, registry, signatures: [...signatures] }];
      });
      if (signed.length === 0) return undefined;
      const final = table
        .places(sequence)
        .flatMap(({ chainId, state }) => (state === "final" ? [chainId] : []));
      return { anchor, signed, final };
    },
  };
}

/** @internal */
export function otherNetwork(): VerificationError {
  return new VerificationError(
    "ANCHOR_OTHER_NETWORK",
    "The anchor is another network's, or for a registry that is not known.",
  );
}

function tooFew(sequence: number): VerificationError {
  return new VerificationError("ANCHOR_TOO_FEW_SIGNATURES", "Too few stations have signed the anchor.", {
    facts: { sequence },
  });
}

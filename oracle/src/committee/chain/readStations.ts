import { ABIS } from "@medlattice/sdk/abi";
import type { Standing } from "@medlattice/sdk/committee";
import type { Hex } from "viem";
import { askChain } from "../../chains/askChain.ts";
import type { CommitteePlace } from "../place.ts";
import type { CommitteeSettings, CommitteeState } from "./readState.ts";

const STATUS = ["none", "active", "retired", "expelled"] as const;

/** A station as the contract and the organisation registry have it now. */
export interface Station extends Standing {
  readonly organization: Hex;
  readonly account: Hex;
  readonly status: (typeof STATUS)[number];
  readonly deposit: bigint;
  /** Whether its vote counts now: active, with its deposit, of an active organisation. */
  readonly isActing: boolean;
}

/** All stations, with the seats and the reputation they have in the present epoch. */
export function readStations(
  place: CommitteePlace,
  { minimumDeposit }: CommitteeSettings,
  state: CommitteeState,
): Promise<readonly Station[]> {
  const { chain, chainId, committee, organizationRegistry } = place;
  const blockNumber = BigInt(state.block);
  const at = { address: committee, abi: ABIS.Committee, blockNumber } as const;
  const voters = new Set(state.voters);
  return askChain(chainId, () =>
    Promise.all(
      Array.from({ length: state.stationCount }, async (_, station) => {
        const [found, seat] = await Promise.all([
          chain.client.readContract({ ...at, functionName: "stationAt", args: [BigInt(station)] }),
          voters.has(station)
            ? chain.client.readContract({
                ...at,
                functionName: "seatOf",
                args: [BigInt(state.drawnFor), BigInt(station)],
              })
            : { seats: 0, reputation: 0n },
        ]);
        const { organization, account, deposit } = found;
        const isActive = await chain.client.readContract({
          address: organizationRegistry,
          abi: ABIS.OrganizationRegistry,
          functionName: "isActiveOrg",
          args: [organization],
          blockNumber,
        });
        const status = STATUS[found.status] ?? "none";
        const isActing = status === "active" && deposit >= minimumDeposit && isActive;
        const { seats, reputation } = seat;
        return { station, organization, account, status, deposit, isActing, seats, reputation };
      }),
    ),
  );
}

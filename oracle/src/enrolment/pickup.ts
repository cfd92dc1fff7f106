import type {
  DeskRequest as DeskReceipt,
  DeskRequestInfo,
  Pickup,
  RelayResult,
} from "@medlattice/sdk/client";
import { InvalidInputError, PermissionError } from "@medlattice/sdk/errors";
import type { EnrollmentRequest } from "@medlattice/sdk/identity";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import { type Relay, unknownChain } from "../relay/createRelay.ts";
import type { DeskTable } from "./deskTable.ts";
import { relayEnrolment } from "./relayEnrolment.ts";

export interface PickupOptions {
  readonly config: OracleConfig;
  readonly requests: DeskTable;
  readonly reader: IdentityReader;
  readonly relay: Relay;
  readonly nowSeconds: () => number;
}

/** The person's side of the desk: leave a pseudonym, tell the manager the code, fetch the credential, accept it. */
export interface PickupDesk {
  leave(request: EnrollmentRequest): DeskReceipt;
  look(code: string, chainId: number): DeskRequestInfo;
  fetch(token: Hex): Promise<Pickup>;
  accept(token: Hex, controllerSignature: Hex): Promise<RelayResult>;
}

export function createPickupDesk({ config, requests, reader, relay, nowSeconds }: PickupOptions): PickupDesk {
  return {
    leave(request) {
      if (!config.chains.some(({ chainId }) => chainId === request.chainId))
        throw unknownChain(request.chainId);
      if (BigInt(request.personId) >> 160n === 0n) {
        throw new InvalidInputError("PERSON_ID_INVALID", "A pseudonym must not look like an address.", {
          hints: ["Let the client choose the pseudonym at random."],
        });
      }
      return requests.add(request, nowSeconds());
    },
    look(code, chainId) {
      const { request, expiresAt } = requests.byCode(code, nowSeconds());
      if (request.chainId === chainId) return { request, expiresAt };
      throw new PermissionError("DESK_OTHER_CHAIN", "This person wants to enrol on another chain.", {
        facts: { chainId: request.chainId },
        hints: ["Log in with your identity on that chain."],
      });
    },
    async fetch(token) {
      const { request, issued } = requests.byToken(token, nowSeconds());
      if (issued === undefined) return { state: "waiting", issued: null };
      const person = await reader.person(request.chainId, request.personId);
      return { state: person === undefined ? "issued" : "enrolled", issued };
    },
    async accept(token, controllerSignature) {
      const { request, issued } = requests.byToken(token, nowSeconds());
      const chain = config.chains.find(({ chainId }) => chainId === request.chainId);
      if (chain === undefined) throw unknownChain(request.chainId);
      if (issued === undefined) {
        throw new InvalidInputError("CREDENTIAL_NOT_FOUND", "The manager has not signed yet.", {
          hints: ["Wait for the manager, then fetch the credential."],
        });
      }
      return relayEnrolment(relay, chain, issued, controllerSignature);
    },
  };
}

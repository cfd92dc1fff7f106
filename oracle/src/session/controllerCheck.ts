import type { Address, Hex } from "viem";
import { PermissionError } from "@medlattice/sdk/errors";

/** What the identity registry says of a wallet and a person. */
export interface ControllerState {
  readonly isController: boolean;
  /** Enrolled, not suspended, not expired, not revoked. */
  readonly isActive: boolean;
  readonly role: number;
  readonly organization: Hex;
}

export interface ControllerQuery {
  readonly chainId: number;
  readonly personId: Hex;
  readonly controller: Address;
}

export interface ControllerCheck {
  /**
   * Asks the chain, or a recent answer, whether the wallet may act for the person.
   * @throws PermissionError CONTROLLER_UNKNOWN, PERSON_INACTIVE
   */
  require(query: ControllerQuery): Promise<ControllerState>;
  /** Drops what is remembered of a person: an event on chain says it has changed. */
  invalidate(chainId: number, personId: Hex): void;
}

export interface ControllerCheckOptions {
  readonly read: (query: ControllerQuery) => Promise<ControllerState>;
  readonly cacheSeconds: number;
  readonly nowMs: () => number;
}

const CACHED_PEOPLE = 10_000;

export function createControllerCheck(options: ControllerCheckOptions): ControllerCheck {
  const cache = new Map<string, Map<string, { state: ControllerState; untilMs: number }>>();

  async function state(query: ControllerQuery): Promise<ControllerState> {
    const person = personKey(query.chainId, query.personId);
    const controller = query.controller.toLowerCase();
    const known = cache.get(person)?.get(controller);
    if (known !== undefined && known.untilMs > options.nowMs()) return known.state;
    if (cache.size >= CACHED_PEOPLE) cache.clear();
    // The entry is made before asking: an event that arrives meanwhile removes it, and the older answer is not kept.
    const entries = cache.get(person) ?? new Map<string, { state: ControllerState; untilMs: number }>();
    cache.set(person, entries);
    const fresh = await options.read(query);
    entries.set(controller, { state: fresh, untilMs: options.nowMs() + options.cacheSeconds * 1000 });
    return fresh;
  }

  return {
    async require(query) {
      const found = await state(query);
      if (!found.isController) {
        throw new PermissionError("CONTROLLER_UNKNOWN", "This wallet does not act for this person.", {
          facts: { chainId: query.chainId },
          hints: ["Use the wallet that was registered, or recover control of the identity."],
        });
      }
      if (!found.isActive) {
        throw new PermissionError("PERSON_INACTIVE", "This identity is suspended, expired or revoked.", {
          facts: { chainId: query.chainId },
          hints: ["Ask the organisation that enrolled you."],
        });
      }
      return found;
    },
    invalidate(chainId, personId) {
      cache.delete(personKey(chainId, personId));
    },
  };
}

function personKey(chainId: number, personId: Hex): string {
  return `${chainId}:${personId.toLowerCase()}`;
}

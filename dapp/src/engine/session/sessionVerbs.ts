import { InvalidInputError, UnavailableError } from "@medlattice/sdk/errors";
import { type NetworkDescription, parseNetwork } from "@medlattice/sdk/network";
import { findPseudonyms } from "@medlattice/sdk/person";
import type { Hex } from "viem";
import { type Identity, identitiesOf } from "./identities.ts";
import type { Session } from "./session.ts";
import type { SignatureDesk } from "./signatureDesk.ts";
import { signIn, type SignInStage } from "./signIn.ts";
import { type Who, whoIs } from "./who.ts";

/** What the engine knows before anybody is signed in. */
export interface EngineContext {
  network(): Promise<NetworkDescription>;
  /** @throws InvalidInputError `DESK_MISSING` before the page has attached its own */
  desk(): SignatureDesk;
  /** Of the page. */
  readonly host: string;
}

export function createEngineContext(): EngineContext & { attach(desk: SignatureDesk): void } {
  let attached: SignatureDesk | null = null;
  let network: Promise<NetworkDescription> | null = null;
  return {
    host: globalThis.location.host,
    attach(desk) {
      attached = desk;
    },
    desk() {
      if (attached !== null) return attached;
      throw new InvalidInputError("DESK_MISSING", "The page has not said how it signs.");
    },
    async network() {
      network ??= fetchNetwork();
      network.catch(() => (network = null));
      return await network;
    },
  };
}

/** Coming and going: who the wallet's accounts are, signing in, locking. */
export function sessionVerbs(session: Session, context: EngineContext) {
  const known = new Map<Hex, { readonly identity: Identity; readonly accounts: readonly Hex[] }>();
  session.onLeave(() => known.clear());
  return {
    /** The network this dapp is for: organisations and chains by name. */
    network: () => context.network(),
    /** As whom these accounts may sign in; empty for accounts that are enrolled nowhere. */
    async look(accounts: readonly Hex[]): Promise<readonly Identity[]> {
      const network = await context.network();
      const shared = accounts.map((account) => lowerCase(account));
      const identities = identitiesOf(network, await findPseudonyms(network, shared));
      known.clear();
      for (const identity of identities) known.set(identity.key, { identity, accounts: shared });
      return identities;
    },
    /** @param key of an identity that `look` found */
    async signIn(key: Hex, onStage: (stage: SignInStage) => void): Promise<Who> {
      const found = known.get(key);
      if (found === undefined) throw new InvalidInputError("IDENTITY_UNKNOWN", "Look the accounts up first.");
      const { identity, accounts } = found;
      const person = await signIn(identity, {
        network: await context.network(),
        desk: context.desk(),
        host: context.host,
        accounts,
        onStage,
      });
      const who = whoIs(person, identity.role);
      session.enter(person, who);
      return who;
    },
    /** Null when nobody is signed in. */
    who: async (): Promise<Who | null> => session.who(),
    /** Forgets keys and logs out. The page ends the worker afterwards, so that nothing stays in its memory either. */
    leave: () => session.leave(),
  };
}

async function fetchNetwork(): Promise<NetworkDescription> {
  let response: Response;
  try {
    response = await fetch("/network.json", { cache: "no-cache" });
  } catch (cause) {
    throw unreachable(cause);
  }
  if (!response.ok) throw unreachable(response.status);
  return parseNetwork(await response.json());
}

function unreachable(cause: unknown): UnavailableError {
  return new UnavailableError("NETWORK_UNREACHABLE", "The server of this page does not answer.", { cause });
}

function lowerCase(account: Hex): Hex {
  return `0x${account.slice(2).toLowerCase()}`;
}

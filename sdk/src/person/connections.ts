import { type ChainReader, createChainReader } from "../chain/index.ts";
import {
  createOracleClient,
  type LoginSigner,
  type OracleClient,
  type SessionKey,
  type SignedLogin,
} from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import type { Signer } from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { type NetworkDescription, organizationById } from "../network/index.ts";

/** One of a person's pseudonyms, and the account that controls it; accounts differ per chain (rule 1). */
export interface OwnPseudonym {
  readonly chainId: number;
  readonly personId: Hex;
  readonly signer: Signer & LoginSigner;
}

export interface ConnectionOptions {
  readonly network: NetworkDescription;
  readonly pseudonyms: readonly OwnPseudonym[];
  /** Makes a session key; called once for each chain, since one key on two chains would link the pseudonyms. */
  readonly newSessionKey: () => Promise<SessionKey>;
  /** Host of the page that asks for the login, as wallets check it; default the oracle's own. */
  readonly domain?: string;
  readonly fetch?: typeof fetch;
}

/** Logged-in connections of somebody with pseudonyms, made when they are first needed. No key is needed for them. */
export interface Connections {
  readonly network: NetworkDescription;
  readonly pseudonyms: readonly OwnPseudonym[];
  /** @throws InvalidInputError `PERSON_NOT_ON_CHAIN` */
  pseudonymOn(chainId: number): OwnPseudonym;
  /** A logged-in client of an organisation's oracle, acting as the pseudonym of that chain. The wallet is asked once a chain. */
  oracle(orgId: Hex, chainId: number): Promise<OracleClient>;
  /** The person's own look at a chain's node. */
  reader(chainId: number): ChainReader;
  /** Logs out everywhere; an oracle that is away forgets the login when it runs out. */
  close(): Promise<void>;
}

/** Nothing is asked of wallet or network before it is needed. */
export function createConnections(options: ConnectionOptions): Connections {
  const { network } = options;
  const logins = new Map<number, Promise<SignedLogin>>();
  const clients = new Map<string, Promise<OracleClient>>();
  const readers = new Map<number, ChainReader>();
  const sessionKeys = new Map<number, Promise<SessionKey>>();

  function pseudonymOn(chainId: number): OwnPseudonym {
    const pseudonym = options.pseudonyms.find((candidate) => candidate.chainId === chainId);
    if (pseudonym !== undefined) return pseudonym;
    throw new InvalidInputError("PERSON_NOT_ON_CHAIN", "This person is not enrolled on that chain.", {
      facts: { chainId },
      hints: ["Enrol there first; a health authority or your institution issues the credential."],
    });
  }

  async function connect(orgId: Hex, chainId: number): Promise<OracleClient> {
    const { oracleUrl, name } = organizationById(network, orgId);
    if (oracleUrl === null) {
      throw new InvalidInputError("ORGANIZATION_WITHOUT_ORACLE", `${name} runs no oracle.`, {
        facts: { orgId },
      });
    }
    const { signer, personId } = pseudonymOn(chainId);
    const sessionKey = sessionKeys.get(chainId) ?? options.newSessionKey();
    sessionKeys.set(chainId, sessionKey);
    return createOracleClient({
      baseUrl: oracleUrl,
      signer,
      person: { chainId, personId },
      sessionKey: await sessionKey,
      ...(options.domain === undefined ? {} : { domain: options.domain }),
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    });
  }

  /** The first oracle asked gets the login signed, and the same signature names all the others. */
  async function logIn(connecting: Promise<OracleClient>, chainId: number): Promise<OracleClient> {
    const client = await connecting;
    const known = logins.get(chainId);
    if (known !== undefined) {
      await client.present(await known);
      return client;
    }
    const oracles = network.organizations
      .filter(({ oracleUrl }) => oracleUrl !== null)
      .map(({ orgId }) => orgId);
    const login = client.login({ oracles });
    logins.set(chainId, login);
    login.catch(() => logins.delete(chainId));
    await login;
    return client;
  }

  return {
    network,
    pseudonyms: options.pseudonyms,
    pseudonymOn,
    async oracle(orgId, chainId) {
      const key = `${orgId} ${chainId}`;
      const open = clients.get(key) ?? logIn(connect(orgId, chainId), chainId);
      clients.set(key, open);
      // A login that failed is tried again the next time instead of failing for good.
      open.catch(() => clients.delete(key));
      return await open;
    },
    reader(chainId) {
      const reader = readers.get(chainId) ?? createChainReader(network, chainId);
      readers.set(chainId, reader);
      return reader;
    },
    async close() {
      const open = [...clients.values()];
      clients.clear();
      logins.clear();
      await Promise.allSettled(open.map(async (client) => (await client).logout()));
    },
  };
}

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
import type { MasterKey } from "../keys/index.ts";
import { type NetworkDescription, organizationById } from "../network/index.ts";

/** One of a person's pseudonyms, and the account that controls it; accounts differ per chain (rule 1). */
export interface OwnPseudonym {
  readonly chainId: number;
  readonly personId: Hex;
  readonly signer: Signer & LoginSigner;
}

/** Category codes a patient publishes keys for, with the present epoch of each. */
export interface KeyPlan {
  readonly receiveEpoch: number;
  readonly categories: readonly { readonly code: string; readonly epoch: number }[];
}

export interface PersonOptions {
  readonly network: NetworkDescription;
  /** The organisation whose oracle the person uses first. */
  readonly organization: Hex;
  readonly master: MasterKey;
  readonly pseudonyms: readonly OwnPseudonym[];
  readonly keyPlan: KeyPlan;
  /** Makes a session key; called once for each chain, since one key on two chains would link the pseudonyms. */
  readonly newSessionKey: () => Promise<SessionKey>;
  readonly fetch?: typeof fetch;
}

/** What a person's client acts with: keys, pseudonyms, and logged-in connections, made when they are first needed. */
export interface Person {
  readonly network: NetworkDescription;
  readonly organization: Hex;
  readonly master: MasterKey;
  readonly keyPlan: KeyPlan;
  /** @throws InvalidInputError `PERSON_NOT_ON_CHAIN` */
  pseudonymOn(chainId: number): OwnPseudonym;
  /** A logged-in client of an organisation's oracle, acting as the pseudonym of that chain. The wallet is asked once a chain. */
  oracle(orgId: Hex, chainId: number): Promise<OracleClient>;
  /** The person's own look at a chain's node. */
  reader(chainId: number): ChainReader;
}

/** Puts a person's client together. Nothing is asked of wallet or network before it is needed. */
export function createPerson(options: PersonOptions): Person {
  const { network, organization, master, keyPlan } = options;
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
    organization,
    master,
    keyPlan,
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
  };
}

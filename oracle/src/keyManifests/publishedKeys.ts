import { type SignatureCheck, contractDomain } from "@medlattice/sdk/eip712";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type KeyDisclosure, readReceiveLeaf, readSealingLeaf, verifyDisclosure } from "@medlattice/sdk/keys";
import { type Hex, bytesToHex } from "viem";
import type { KeyManifestUpload, StoredKeyManifest } from "@medlattice/sdk/client";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import { requireSealed } from "../people/requireSealed.ts";
import { unknownChain } from "../relay/createRelay.ts";
import type { ControllerCheck } from "../session/controllerCheck.ts";
import type { KeyTable, PublishedKeys } from "./keyTable.ts";

export interface PublishedKeysOptions {
  readonly config: OracleConfig;
  readonly table: KeyTable;
  readonly reader: IdentityReader;
  readonly controllers: ControllerCheck;
  readonly checkSignature: SignatureCheck;
  readonly nowSeconds: () => number;
}

export interface PersonAt {
  readonly chainId: number;
  readonly personId: Hex;
}

/** Keys of people, kept only while the chain says that they are theirs (rule 3). */
export interface PublishedKeyStore {
  /** @throws VerificationError KEY_DISCLOSURE_*, SIGNATURE_INVALID; InvalidInputError KEY_LEAF_INVALID */
  put(person: PersonAt, upload: KeyManifestUpload): Promise<void>;
  own(person: PersonAt): StoredKeyManifest;
  /** Those that fit the root on chain now. @throws InvalidInputError KEYS_NOT_FOUND */
  current(person: PersonAt): Promise<PublishedKeys>;
  /** Checks the two leaves against chain and signer, as for keys that another oracle sends. */
  verify(person: PersonAt, keys: { receive: KeyDisclosure; sealing: KeyDisclosure }): Promise<Hex>;
}

export function createPublishedKeys(options: PublishedKeysOptions): PublishedKeyStore {
  const { config, table, reader, controllers } = options;

  async function verify(
    { chainId, personId }: PersonAt,
    { receive, sealing }: { receive: KeyDisclosure; sealing: KeyDisclosure },
  ): Promise<Hex> {
    const chain = config.chains.find((candidate) => candidate.chainId === chainId);
    if (chain === undefined) throw unknownChain(chainId);
    const person = await reader.person(chainId, personId);
    if (person === undefined) throw keysNotFound();
    const root = person.keyManifestRoot;
    const domain = contractDomain({
      contract: "IdentityRegistry",
      chainId,
      address: chain.contracts.identityRegistry,
    });
    for (const [disclosure, readLeaf] of [
      [receive, readReceiveLeaf],
      [sealing, readSealingLeaf],
    ] as const) {
      await controllers.require({ chainId, personId, controller: disclosure.signer });
      const expected = { personId, root };
      readLeaf(await verifyDisclosure({ disclosure, expected, domain, check: options.checkSignature }));
    }
    return root;
  }

  return {
    verify,
    async put(person, { receive, sealing, sealed }) {
      const bytes = requireSealed(sealed);
      const root = await verify(person, { receive, sealing });
      const keys = { root, receive, sealing, sealed: bytes, storedAt: options.nowSeconds() };
      table.put(person.chainId, person.personId, keys);
    },
    own({ chainId, personId }) {
      const keys = table.find(chainId, personId);
      if (keys === undefined) throw keysNotFound();
      return { ...keys, sealed: bytesToHex(keys.sealed) };
    },
    async current({ chainId, personId }) {
      const keys = table.find(chainId, personId);
      const person = keys === undefined ? undefined : await reader.person(chainId, personId);
      // A person who has changed keys but not published them yet has none that anybody should use.
      if (keys === undefined || person?.isActive !== true || person.keyManifestRoot !== keys.root)
        throw keysNotFound();
      return { root: keys.root, receive: keys.receive, sealing: keys.sealing };
    },
  };
}

export function keysNotFound(): InvalidInputError {
  return new InvalidInputError("KEYS_NOT_FOUND", "This person has no valid keys published here.", {
    hints: ["Ask the oracle of the person's own organisation.", "The person may have to publish keys first."],
  });
}

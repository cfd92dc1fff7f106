import {
  commit,
  commitNonces,
  commitmentMessage,
  createCustodyContribution,
  custodyPolynomial,
  custodyPublicKey,
  type CustodyShare,
  type CustodyTask,
  encodeCommitmentKey,
  finishCustodyKey,
  finishOpening,
  finishPossession,
  openingTask,
  possessionTask,
  signWithShare,
  simulateFirstHalf,
} from "../src/crypto/index.ts";
import { at } from "../src/crypto/testing/custodyFixtures.ts";
import { SOURCE, vectorId, vectorRandom, word } from "./source.ts";

const REGISTRY = "0x5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b";
const CHAIN_ID = 7100n;
/** Who signs, of officers 1, 2 and 3. */
const SIGNERS = [1, 3];

/** A key made by three officers without a dealer, its proof of possession by two, and a correction's opening by the same. */
export function custodyVectors(): object {
  const session = { sessionId: vectorId("custody/session"), threshold: 2, indices: [1, 2, 3] };
  const made = session.indices.map((index) => {
    const polynomial = custodyPolynomial(session, vectorRandom(`custody/polynomial/${index}`));
    const random = vectorRandom(`custody/proof/${index}`);
    return { polynomial, ...createCustodyContribution({ session, index, polynomial, random }) };
  });
  const contributions = made.map(({ contribution }) => contribution);
  const dealt = made.flatMap(({ shares }) => shares);
  const finished = session.indices.map((index) =>
    finishCustodyKey({ session, index, contributions, shares: dealt }),
  );
  const { key, transcript } = at(finished, 0);
  const held = finished.map(({ share }) => share);
  const h1 = custodyPublicKey(key);

  const sign = (task: CustodyTask, label: string) => {
    const signers = SIGNERS.map((index) => at(held, index - 1));
    const committed = signers.map((share: CustodyShare) =>
      commitNonces(share, vectorRandom(`custody/${label}/${share.index}`)),
    );
    const commitments = committed.map(({ commitment }) => commitment);
    const shares = signers.map((share, position) =>
      signWithShare({ key, task, commitments, share, nonces: at(committed, position).nonces }),
    );
    return { message: task.message, commitments, shares };
  };
  const written = ({ message, commitments, shares }: ReturnType<typeof sign>) => ({
    message,
    commitments,
    shares: shares.map(({ index, z }) => ({ index, z: word(z) })),
  });

  const place = {
    chainId: CHAIN_ID,
    organizationRegistry: REGISTRY,
    orgId: vectorId("custody/orgId"),
  } as const;
  const possession = sign(possessionTask(h1, place), "possession");
  const registryId = vectorId("custody/registryId");
  const message = {
    registryId,
    chainId: CHAIN_ID,
    recordId: vectorId("custody/recordId"),
    version: 0,
    digest: vectorId("custody/digest/0"),
    fieldRoot: vectorId("custody/fieldRoot/0"),
  };
  const { commitment } = commit({
    h1,
    m: commitmentMessage(message),
    registryId,
    random: vectorRandom("custody/commit"),
  });
  const m = commitmentMessage({ ...message, version: 1, digest: vectorId("custody/digest/1") });
  const first = simulateFirstHalf(vectorRandom("custody/first"));
  const statement = { commitment, m, registryId };
  const opening = sign(openingTask({ ...statement, h1 }, first), "opening");

  return {
    what: "A trapdoor held by two of three officers: key generation and FROST on BN254 G1 (docs/wire-formats.md, Custody)",
    ...SOURCE,
    encoding: "points as commitments are written, 32 bytes; scalars as 32-byte words",
    session,
    officers: made.map(({ polynomial, contribution }, position) => ({
      index: contribution.index,
      polynomial: polynomial.map(word),
      commitments: contribution.commitments,
      proof: { c: word(contribution.proof.c), z: word(contribution.proof.z) },
      share: word(at(held, position).share),
    })),
    key: { commitments: key.commitments, h1: encodeCommitmentKey(h1), transcript },
    possession: {
      chainId: Number(CHAIN_ID),
      organizationRegistry: REGISTRY,
      orgId: place.orgId,
      ...written(possession),
      proof: finishPossession({ key, ...possession }, place),
    },
    opening: {
      registryId,
      commitment,
      m: word(m),
      first: { c1: word(first.c1), z1: word(first.z1) },
      ...written(opening),
      proof: finishOpening({ key, ...opening }, statement, first),
    },
  };
}

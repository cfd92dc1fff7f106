import { toHex } from "../src/codec/index.ts";
import { encodeGt } from "../src/crypto/bls/gt.ts";
import { kemKey } from "../src/crypto/afgh/kem.ts";
import { interpolatePartials } from "../src/crypto/threshold/combinePartials.ts";
import {
  type CapsuleContext,
  FR_ORDER,
  capsuleContext,
  combinePartials,
  dealOrganizationKey,
  dealReencryptionShares,
  dealScalarShares,
  derivePublicX,
  derivePublicY,
  encodeCapsule,
  encodeOrganizationKey,
  encodeOrganizationPartial,
  encodeReencryptionPartial,
  partialFromScalarShare,
  partialReencrypt,
  sealPart,
  unwrapPartial,
} from "../src/crypto/index.ts";
import { SOURCE, vectorBytes, vectorId, vectorRandom, vectorScalar, word } from "./source.ts";

const THRESHOLD = 2;
const INDICES = [1, 2, 3];

/** Capsules, threshold re-encryption to a person and to an organisation, and the institution's part. */
export function afghVectors(): object {
  const a = vectorScalar("afgh/a", FR_ORDER);
  const b2 = vectorScalar("afgh/b2", FR_ORDER);
  const accessId = vectorId("afgh/accessId");
  const context: CapsuleContext = {
    chainId: 7101n,
    registryId: vectorId("afgh/registryId"),
    recordId: vectorId("afgh/recordId"),
    version: 1,
    kind: 2,
    sender: vectorId("afgh/sender"),
  };
  const x = derivePublicX(a);
  const part = vectorBytes("afgh/part", 32);
  const capsule = sealPart({ x, part, epoch: 4, context, random: vectorRandom("afgh/seal") });
  const { c1 } = capsule;

  const reencryptTo = (y: Uint8Array, name: string) => {
    const deal = dealReencryptionShares({
      a,
      y,
      threshold: THRESHOLD,
      indices: INDICES,
      random: vectorRandom(`afgh/${name}/deal`),
    });
    const { commitments } = deal;
    const partials = deal.shares.map(({ index, rk }) =>
      partialReencrypt({
        c1,
        rk,
        index,
        commitments,
        y,
        accessId,
        random: vectorRandom(`afgh/${name}/partial/${index}`),
      }),
    );
    return { deal, partials };
  };

  const y = derivePublicY(b2);
  const person = reencryptTo(y, "person");
  const k = combinePartials({ partials: person.partials, threshold: THRESHOLD, b2 });
  const bound = capsuleContext(context);

  const organization = dealOrganizationKey({
    threshold: THRESHOLD,
    indices: INDICES,
    random: vectorRandom("afgh/organization/key"),
  });
  const toOrganization = reencryptTo(organization.key.y, "organization");
  const w = encodeGt(interpolatePartials(toOrganization.partials, THRESHOLD));
  const unwrapped = organization.shares.map(({ index, share }) =>
    unwrapPartial({
      key: organization.key,
      index,
      share,
      w,
      accessId,
      random: vectorRandom(`afgh/unwrap/${index}`),
    }),
  );

  const institution = dealScalarShares({
    secret: a,
    threshold: THRESHOLD,
    indices: INDICES,
    random: vectorRandom("afgh/institution/deal"),
  });
  const institutionPartials = institution.shares.map(({ index, share }) =>
    partialFromScalarShare({
      c1,
      share,
      index,
      commitments: institution.commitments,
      y,
      accessId,
      random: vectorRandom(`afgh/institution/partial/${index}`),
    }),
  );

  return {
    what: "AFGH capsules and threshold re-encryption on BLS12-381 (docs/wire-formats.md, AFGH capsules)",
    ...SOURCE,
    encoding:
      "G1 48 B and G2 96 B compressed (ZCash); GT 576 B: twelve 48-byte big-endian limbs, Fp12 = c0 || c1, Fp6 = c0 || c1 || c2, Fp2 = c0 || c1; scalars 32 B big-endian",
    order: word(FR_ORDER),
    capsule: {
      a: word(a),
      part: toHex(part),
      context: { ...context, chainId: Number(context.chainId) },
      encodedContext: toHex(bound),
      draws: "afgh/seal: k, then the nonce w of the proof",
      capsule: encodeCapsule(capsule),
      k: toHex(k),
      kek: toHex(kemKey({ k, c1, context: bound })),
    },
    person: {
      b2: word(b2),
      y: toHex(y),
      accessId,
      threshold: THRESHOLD,
      draws:
        "afgh/person/deal: the polynomial's further coefficients; afgh/person/partial/i: the nonce w of proxy i",
      commitments: person.deal.commitments.map(toHex),
      shares: person.deal.shares.map(({ index, rk }) => ({ index, rk: toHex(rk) })),
      partials: person.partials.map(encodeReencryptionPartial),
    },
    institution: {
      threshold: THRESHOLD,
      draws: "afgh/institution/deal, afgh/institution/partial/i, as for the person; the secret is a again",
      commitments: institution.commitments.map(toHex),
      shares: institution.shares.map(({ index, share }) => ({ index, share: word(share) })),
      partials: institutionPartials.map(encodeReencryptionPartial),
    },
    organization: {
      draws:
        "afgh/organization/key: u, then the polynomial's further coefficients; afgh/organization/deal; afgh/organization/partial/i; afgh/unwrap/i: the nonce of holder i",
      key: encodeOrganizationKey(organization.key),
      shares: organization.shares.map(({ index, share }) => ({ index, share: word(share) })),
      commitments: toOrganization.deal.commitments.map(toHex),
      partials: toOrganization.partials.map(encodeReencryptionPartial),
      w: toHex(w),
      unwrapped: unwrapped.map(encodeOrganizationPartial),
    },
  };
}

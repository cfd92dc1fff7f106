import {
  type OrganizationKey,
  type ScalarShare,
  combineReencrypted,
  dealOrganizationKey,
  dealReencryptionShares,
  partialReencrypt,
  unwrapPartial,
} from "../index.ts";
import { aSealedPart, anId } from "./fixtures.ts";

/** An organisation's key, held by three of whom two suffice. */
export const aKey = () => dealOrganizationKey({ threshold: 2, indices: [1, 2, 3] });

/** A part sealed to a patient, dealt to the organisation's key through two of three proxies, answered by all. */
export function anOrganizationGrant(key: OrganizationKey) {
  const sealed = aSealedPart();
  const { a, capsule } = sealed;
  const { y } = key;
  const accessId = anId();
  const { commitments, shares } = dealReencryptionShares({ a, y, threshold: 2, indices: [1, 2, 3] });
  const reencrypted = shares.map(({ index, rk }) =>
    partialReencrypt({ c1: capsule.c1, rk, index, commitments, y, accessId }),
  );
  const combining = {
    x: capsule.x,
    c1: capsule.c1,
    partials: reencrypted,
    threshold: 2,
    commitments,
    y,
    accessId,
  };
  return { ...sealed, key, accessId, combining, w: combineReencrypted(combining) };
}

/** The same with the answers of all holders. */
export function anUnwrappedGrant(key: OrganizationKey, holders: readonly ScalarShare[]) {
  const grant = anOrganizationGrant(key);
  const { w, accessId } = grant;
  return { ...grant, partials: holders.map((share) => unwrapPartial({ key, w, accessId, ...share })) };
}

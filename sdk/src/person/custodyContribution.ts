import {
  contributionSchema,
  CONTRIBUTION_STATEMENT,
  contributionOf,
  sessionOf,
  shareSchema,
  signCustodyDocument,
  type ShareDocument,
} from "../custody/index.ts";
import { fromHex, type Hex, storeJson, toHex, u32be } from "../codec/index.ts";
import { checkCustody, createCustodyContribution, type DealtShare } from "../crypto/index.ts";
import { openMessage, sealDocument } from "../envelope/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { readSealingLeaf } from "../keys/index.ts";
import { newId } from "../record/index.ts";
import type { CustodyBoard } from "./custodyBoard.ts";
import {
  custodyOracle,
  type CustodyOfficer,
  officersAt,
  ownPolynomial,
  scalarHex,
} from "./custodyOfficer.ts";
import { everyPage } from "./everyPage.ts";
import { ownIdentities } from "./ownIdentities.ts";
import { verifiedLeaf } from "./verifiedLeaf.ts";

/** @internal Deals a share to every other officer, by mail and sealed, and then contributes: bound to what was sent by its hashes. */
export async function contributeToCustody(officer: CustodyOfficer, board: CustodyBoard): Promise<void> {
  const { ceremony, index } = board;
  const { officers, threshold } = ceremony.value;
  const { person, chainId } = officer;
  const oracle = await custodyOracle(officer);
  const { contribution, shares } = createCustodyContribution({
    session: sessionOf(ceremony),
    index,
    polynomial: ownPolynomial(officer, ceremony.hash, threshold),
  });
  const sent: { to: number; hash: Hex }[] = [];
  for (const share of shares) {
    const recipient = officers[share.to - 1];
    if (share.to === index || recipient === undefined) continue;
    const stored = storeJson(shareSchema, shareDocument(officer, ceremony.hash, share));
    const leaf = await verifiedLeaf(person, {
      ...(await oracle.keys.of(recipient, "sealing")),
      personId: recipient,
      chainId,
    });
    const sealed = await sealDocument(stored, [readSealingLeaf(leaf)]);
    await oracle.mailbox.send(recipient, { messageId: newId(), kind: "custody-share", sealed });
    sent.push({ to: share.to, hash: stored.hash });
  }
  const { personId, signer } = person.pseudonymOn(chainId);
  const { commitments, proof } = contribution;
  const signed = await signCustodyDocument({
    at: officersAt(officer),
    statement: CONTRIBUTION_STATEMENT,
    schema: contributionSchema,
    document: {
      format: "medlattice/custody-contribution/v1",
      ceremony: ceremony.hash,
      officer: personId,
      index,
      commitments: [...commitments],
      proof: { c: scalarHex(proof.c), z: scalarHex(proof.z) },
      shares: sent,
    },
    signer,
  });
  await oracle.custody.contribute(ceremony.hash, signed);
}

/** @internal The same each time, so that a step that is repeated sends what it has promised. */
function shareDocument(
  { person }: CustodyOfficer,
  ceremony: Hex,
  { from, to, share }: DealtShare,
): ShareDocument {
  const salt = person.master.derive(
    "medlattice/custody-share-salt/v1",
    [fromHex(ceremony, 32), u32be(to)],
    32,
  );
  return {
    format: "medlattice/custody-share/v1",
    ceremony,
    from,
    to,
    share: scalarHex(share),
    salt: toHex(salt),
  };
}

/** @internal What came for this officer. */
export interface ReceivedShares {
  readonly shares: readonly DealtShare[];
  readonly cheaters: readonly number[];
  /** Documents of false shares, to be shown. */
  readonly wrong: readonly string[];
  readonly missing: readonly number[];
  /** Messages that can go once the share is kept. */
  readonly mail: readonly Hex[];
}

/** @internal Believes a share only when its dealer has bound itself to it; anything else in the mailbox is not there. */
export async function receiveShares(officer: CustodyOfficer, board: CustodyBoard): Promise<ReceivedShares> {
  const { ceremony, index, contributions } = board;
  const session = sessionOf(ceremony);
  const oracle = await custodyOracle(officer);
  const identity = await ownIdentities(officer.person);
  const found = new Map<number, { readonly share: DealtShare; readonly document: string }>();
  const mail: Hex[] = [];
  const pages = everyPage((page: { readonly cursor?: number }) =>
    oracle.mailbox.list({ kind: "custody-share", ...page }),
  );
  for await (const { messageId } of pages) {
    const { sealed } = await oracle.mailbox.get(messageId);
    const opened = await openMessage({ schema: shareSchema, sealed, identity }).catch((error: unknown) => {
      // Anybody may send something unreadable; it tells nothing of the others.
      if (error instanceof MedLatticeError) return null;
      throw error;
    });
    if (opened?.value.ceremony !== ceremony.hash) continue;
    mail.push(messageId);
    const { from, to, share } = opened.value;
    const promised = contributions.find((contribution) => contribution.index === from)?.shares;
    if (to !== index || promised?.find((each) => each.to === index)?.hash !== opened.hash) continue;
    found.set(from, {
      share: { from, to, share: BigInt(share) },
      document: new TextDecoder().decode(opened.bytes),
    });
  }
  const own = createCustodyContribution({
    session,
    index,
    polynomial: ownPolynomial(officer, ceremony.hash, ceremony.value.threshold),
  }).shares.filter(({ to }) => to === index);
  const shares = [...own, ...[...found.values()].map(({ share }) => share)];
  const checked = checkCustody({ session, index, contributions: contributions.map(contributionOf), shares });
  const wrong = checked.wrong.flatMap(({ from }) => found.get(from)?.document ?? []);
  return { shares, wrong, mail, cheaters: checked.cheaters, missing: checked.missing };
}

import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { iterate, streamOf, toHex, type Hex } from "../codec/index.ts";
import { derivePublicY } from "../crypto/index.ts";
import {
  buildGrant,
  dealForGrant,
  denyTagsFor,
  linkPseudonyms,
  openDeal,
  openGrantPackage,
  packageForGrantee,
  signGrant,
  type ConsentHome,
  type GrantDealInput,
  type GrantScope,
} from "../consent/index.ts";
import { addressOf, contractDomain, orgIdOf } from "../eip712/index.ts";
import { categoryTag, receiveScalar, SCOPE, SUBJECT, tagKey, ZERO32 } from "../keys/index.ts";
import { openAddress, openInstitutionShare } from "../manifest/index.ts";
import { newId } from "../record/index.ts";
import {
  answerAccess,
  personOpener,
  prepareOpen,
  signReceipt,
  type ProxyAnswer,
  type ReadOptions,
} from "../usage/index.ts";
import { createPerson, type confirmed, type World } from "./world.ts";

type Confirmed = Awaited<ReturnType<typeof confirmed>>;
type Kind = "record" | "category" | "everything";

/** A grant by the world's patient to a doctor of the platform, at home on the consortium, with everything dealt and opened. */
export async function grantTo(
  world: World,
  record: Confirmed,
  kind: Kind = "record",
  threshold = world.threshold,
) {
  const home: ConsentHome = { chainId: 7100, consentRegistry: `0x${"c0".repeat(20)}` };
  const ledger = { chainId: 7100, usageLedger: `0x${"1e".repeat(20)}` as const };
  const consortium = contractDomain({
    contract: "IdentityRegistry",
    chainId: 7100,
    address: `0x${"1a".repeat(20)}`,
  });
  const { patient, registry, proxies } = world;
  const grantor = {
    personId: newId(),
    chainId: 7100,
    identityRegistry: consortium.verifyingContract,
    signer: privateKeyToAccount(generatePrivateKey()),
  };
  const doctor = await createPerson({ domain: consortium, categories: [] });
  const organization = orgIdOf("platform.example");
  const granteeY = toHex(derivePublicY(receiveScalar(doctor.master, 0)));
  const grantee = { kind: SUBJECT.person, id: doctor.personId, organization, y: granteeY };
  const scopeOn = (chainId: number): GrantScope => {
    const tag = categoryTag(tagKey(patient.master, chainId), "laboratory");
    if (kind === "record") return { kind: SCOPE.record, recordId: record.record.recordId, categoryTag: tag };
    return kind === "category" ? { kind: SCOPE.category, categoryTag: tag } : { kind: SCOPE.everything };
  };
  const grant = buildGrant({
    home,
    grantor: grantor.personId,
    signer: grantor.signer,
    tagKey: tagKey(patient.master, 7100),
    grantee,
    scope: scopeOn(7100),
    actions: ["read"],
    notBefore: 1,
    notAfter: 2_000_000_000,
    maxUses: 0,
    purpose: "Second opinion",
    words: { grantee: "Dr. Li", scope: "Laboratory", timeZone: "UTC" },
    language: "en",
  });
  const signedGrant = await signGrant(home, grant, grantor.signer);
  const { grantId } = signedGrant;
  const scope = scopeOn(registry.chainId);
  const recordSide = {
    personId: patient.personId,
    chainId: registry.chainId,
    identityRegistry: world.identityRegistry,
    signer: patient.signer,
  };
  const input: GrantDealInput = {
    home,
    signedGrant,
    grantId,
    grantor: grantor.personId,
    signer: grantor.signer,
    master: patient.master,
    granteeY,
    granteeOrganization: organization,
    keys:
      kind === "record"
        ? [{ kind: "record", recordId: record.record.recordId, epoch: 0 }]
        : ["laboratory", ...(kind === "everything" ? ["imaging"] : [])].map((code) => ({
            kind: "category" as const,
            code,
            epoch: 0,
          })),
    threshold,
    proxies,
    coverage: {
      chainId: registry.chainId,
      registryId: registry.registryId,
      patient: patient.personId,
      scopeKind: scope.kind,
      scope:
        scope.kind === SCOPE.record
          ? scope.recordId
          : scope.kind === SCOPE.category
            ? scope.categoryTag
            : ZERO32,
    },
    link: await linkPseudonyms(grantor, recordSide, grantId),
    peerDenials: {
      chainId: registry.chainId,
      consentRegistry: world.consentRegistry,
      tags: [...denyTagsFor(tagKey(patient.master, registry.chainId), grantee, scope)],
    },
  };
  const made = await dealForGrant(input);
  const sealedPackage = await packageForGrantee(made, doctor.sealing.recipient);
  const grantPackage = await openGrantPackage({
    sealed: sealedPackage,
    identity: doctor.sealing.identity,
    threshold,
  });
  return {
    home,
    ledger,
    grantor,
    doctor,
    organization,
    signedGrant,
    input,
    made,
    sealedPackage,
    grantPackage,
  };
}

export type Granted = Awaited<ReturnType<typeof grantTo>>;

/** Honest proxies over a real access, and the reader's options; a test changes one thing. */
export async function openAccess(world: World, record: Confirmed, granted: Granted) {
  const { ledger, doctor, signedGrant, grantPackage, organization } = granted;
  const opened = await prepareOpen({
    ledger,
    grantId: signedGrant.grantId,
    reader: doctor.personId,
    signer: doctor.signer,
    recordId: record.record.recordId,
    version: 0,
    reason: "Second opinion",
    deadline: 2_000_000_000,
  });
  const { accessId } = opened;
  const oracles = new Map(
    world.proxies.map((proxy) => [proxy.organization, privateKeyToAccount(generatePrivateKey())]),
  );
  const oracleOf = (id: Hex) => oracles.get(id) ?? privateKeyToAccount(generatePrivateKey());

  async function answer(id: Hex): Promise<ProxyAnswer> {
    const proxy = world.proxies.find((candidate) => candidate.organization === id);
    const sealed = granted.made.deals.find((deal) => deal.organization === id);
    if (proxy === undefined || sealed === undefined) throw new RangeError("no such proxy");
    const { identity, index } = proxy;
    const threshold = granted.input.threshold;
    const deal = await openDeal({ sealed, identity, organization: id, index, threshold });
    const manifest = record.confirmation.manifest.stored.value;
    const institutionShare = await openInstitutionShare({
      deal: manifest.keys.institutionDeal,
      record: record.record,
      organization: id,
      identity,
    });
    const { cid, providers } = await openAddress({ manifest, organization: id, identity });
    const message = { accessId, organization: id, outcome: 1, time: 1_795_000_000 };
    return {
      format: "medlattice/proxy-answer/v1",
      accessId,
      organization: id,
      index,
      stateHash: record.expected.stateHash,
      evidence: record.evidence,
      partials: answerAccess({ accessId, deal, manifest, state: record.evidence.state, institutionShare }),
      address: { cid, providers: [...providers] },
      receipt: await signReceipt(ledger, message, oracleOf(id)),
    };
  }

  const options: ReadOptions = {
    accessId,
    recordId: record.record.recordId,
    version: 0,
    grantPackage,
    opener: personOpener(receiveScalar(doctor.master, 0)),
    ownOrganization: organization,
    transport: {
      ask: async (proxy) => JSON.parse(JSON.stringify(await answer(proxy.organization))) as unknown,
      fetchSealed: async () =>
        streamOf(iterate(new Blob([new Uint8Array(world.store.get(record.record.recordId) ?? [])]).stream())),
    },
    knowledge: {
      ledger,
      recordRegistry: world.registry.address,
      recordConsentRegistry: world.consentRegistry,
      chameleonKeyOf: async () => world.institution.chameleonKey,
      oracleOf: async (id) => addressOf(oracleOf(id)),
      stateHashOf: null,
    },
  };
  return { ...opened, answer, oracleOf, options };
}

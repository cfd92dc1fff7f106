import { InvalidInputError } from "@medlattice/sdk/errors";
import { z } from "zod";
import {
  ORACLE_ROLES,
  type OracleRole,
  ORGANIZATION_KINDS,
  type OrganizationPlan,
  PROXY_THRESHOLD,
  type Topology,
} from "./topology.ts";

const name = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "lower-case words with hyphens between them");
const port = z.int().min(1).max(65_535);
const chain = z.strictObject({
  name,
  chainId: z.int().min(1),
  kind: z.enum(["private", "consortium", "public"]),
  port,
  replicaPort: port.optional(),
});
const organization = z.strictObject({
  key: name,
  domain: z
    .string()
    .max(200)
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "a DNS-like name"),
  displayName: z.string().min(1).max(100),
  kind: z.enum(ORGANIZATION_KINDS),
  roles: z.array(z.enum(ORACLE_ROLES)),
  chains: z.array(name).min(1),
  ports: z.strictObject({ http: port, peer: port }).optional(),
});
const topology = z.strictObject({
  chains: z.array(chain).min(1).max(64),
  organizations: z.array(organization).min(1).max(101),
});

/** Copies of every sealed file, at different organisations. */
const PROVIDERS = 2;

/**
 * Reads a topology and checks that a network can be made of it: names and numbers are given once; one consortium chain that everybody
 * reads; each private chain is the first of exactly one institution; one health authority, which reads them all from replicas of its own
 * (systems.md M1, M2); enough proxies for a grantee of any of them (rule 6); two providers.
 *
 * @throws InvalidInputError `TOPOLOGY_INVALID`, naming the place and what is wrong there
 */
export function parseTopology(value: unknown): Topology {
  const result = topology.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw invalid(issue?.path.join(".") ?? "", issue?.message ?? "unreadable");
  }
  const { chains, organizations } = result.data;
  const parsed: Topology = {
    chains: chains.map(({ replicaPort, ...rest }) => ({
      ...rest,
      ...(replicaPort === undefined ? {} : { replicaPort }),
    })),
    organizations: organizations.map(({ ports, ...rest }) => ({
      ...rest,
      ...(ports === undefined ? {} : { ports }),
    })),
  };
  requireOnce(parsed);
  requireChains(parsed);
  for (const each of parsed.organizations) requireFitting(each, parsed);
  requireAuthority(parsed);
  requireEnough(parsed);
  return parsed;
}

function requireOnce({ chains, organizations }: Topology): void {
  const lists: Readonly<Record<string, readonly (string | number)[]>> = {
    "chains.name": chains.map((each) => each.name),
    "chains.chainId": chains.map(({ chainId }) => chainId),
    "organizations.key": organizations.map(({ key }) => key),
    "organizations.domain": organizations.map(({ domain }) => domain),
    ports: [
      ...chains.flatMap((each) => [each.port, ...given(each.replicaPort)]),
      ...organizations.flatMap(({ ports }) => (ports === undefined ? [] : [ports.http, ports.peer])),
    ],
  };
  for (const [place, values] of Object.entries(lists)) {
    const twice = values.find((each, index) => values.indexOf(each) !== index);
    if (twice !== undefined) throw invalid(place, `${twice} stands there twice`);
  }
}

function requireChains({ chains, organizations }: Topology): void {
  const consortia = chains.filter(({ kind }) => kind === "consortium").length;
  if (consortia !== 1) throw invalid("chains", `there is one consortium chain, not ${consortia}`);
  for (const { name: called, kind, replicaPort } of chains) {
    const place = `chains.${called}`;
    if ((replicaPort === undefined) !== (kind === "public")) {
      throw invalid(`${place}.replicaPort`, "the authority has a replica of every chain but the public ones");
    }
    const owners = organizations.filter((each) => isInstitution(each) && each.chains[0] === called);
    if (kind === "private" && owners.length !== 1) {
      throw invalid(place, `a private chain belongs to one institution, not ${owners.length}`);
    }
  }
}

function requireFitting(each: OrganizationPlan, { chains }: Topology): void {
  const place = `organizations.${each.key}`;
  const kindOf = (called: string) => chains.find((candidate) => candidate.name === called)?.kind;
  const unknown = each.chains.find((called) => kindOf(called) === undefined);
  if (unknown !== undefined) throw invalid(`${place}.chains`, `there is no chain ${unknown}`);
  if (new Set(each.chains).size < each.chains.length)
    throw invalid(`${place}.chains`, "a chain stands twice");
  if (!each.chains.some((called) => kindOf(called) === "consortium")) {
    throw invalid(`${place}.chains`, "everybody reads the consortium chain");
  }
  if ((each.ports === undefined) !== (each.roles.length === 0)) {
    throw invalid(`${place}.ports`, "who has a role runs an oracle, which needs ports, and nobody else");
  }
  if (isInstitution(each) !== MAY_BE_INSTITUTION.has(each.kind)) {
    throw invalid(`${place}.roles`, "hospitals and Internet platforms are institutions, and nobody else");
  }
  if (each.roles.includes("authority") !== (each.kind === "HealthAuthority")) {
    throw invalid(`${place}.roles`, "health authorities have the role authority, and nobody else");
  }
  if (isInstitution(each) && kindOf(each.chains[0] ?? "") !== "private") {
    throw invalid(`${place}.chains`, "the institution's own private chain comes first");
  }
  // A private chain's members are its institution with its people, and the authority (M1).
  const foreign = each.chains
    .slice(isInstitution(each) ? 1 : 0)
    .find((called) => kindOf(called) === "private");
  if (foreign !== undefined && !each.roles.includes("authority")) {
    throw invalid(`${place}.chains`, `${foreign} is another institution's private chain`);
  }
}

/** PRF keys are dealt to one authority, and each chain has one replica. */
function requireAuthority({ chains, organizations }: Topology): void {
  const authorities = organizations.filter(({ roles }) => roles.includes("authority"));
  const [authority] = authorities;
  if (authority === undefined || authorities.length > 1) {
    throw invalid("organizations", `there is one health authority, not ${authorities.length}`);
  }
  const unread = chains.find(
    ({ kind, name: called }) => kind !== "public" && !authority.chains.includes(called),
  );
  if (unread === undefined) return;
  throw invalid(`organizations.${authority.key}.chains`, `the health authority reads ${unread.name}, too`);
}

function requireEnough({ organizations }: Topology): void {
  const count = (role: OracleRole) => organizations.filter(({ roles }) => roles.includes(role)).length;
  // The grantee's own organisation never counts.
  const others = count("proxy") - 1;
  if (others < PROXY_THRESHOLD) {
    throw invalid("organizations", `${PROXY_THRESHOLD} proxies besides the grantee's own, not ${others}`);
  }
  if (count("provider") >= PROVIDERS) return;
  throw invalid("organizations", `${PROVIDERS} providers keep each file, not ${count("provider")}`);
}

const MAY_BE_INSTITUTION: ReadonlySet<string> = new Set(["Hospital", "InternetPlatform"]);

function isInstitution({ roles }: OrganizationPlan): boolean {
  return roles.includes("institution");
}

function given<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

function invalid(place: string, problem: string): InvalidInputError {
  return new InvalidInputError("TOPOLOGY_INVALID", `The topology is wrong at ${place}: ${problem}.`, {
    facts: { place },
  });
}

import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";

/**
 * Whether this oracle looks after an organisation's people: its own, and, for an authority, those of organisations that
 * run no oracle (third parties enrol directly, systems.md F1).
 */
export function looksAfter(
  { organization, roles, network }: Pick<OracleConfig, "organization" | "roles" | "network">,
  orgId: Hex,
): boolean {
  if (orgId === organization.orgId) return true;
  if (!roles.includes("authority")) return false;
  return network.organizations.some((other) => other.orgId === orgId && other.oracleUrl === null);
}

/** The organisation whose oracle looks after an organisation's people: itself, or an authority when it runs none. */
export function homeOf({ network }: Pick<OracleConfig, "network">, orgId: Hex): Hex | undefined {
  const own = network.organizations.find((organization) => organization.orgId === orgId);
  if (own === undefined) return undefined;
  if (own.oracleUrl !== null) return orgId;
  return network.organizations.find(({ kind, oracleUrl }) => kind === "HealthAuthority" && oracleUrl !== null)
    ?.orgId;
}

import assert from "node:assert/strict";
import { consentRegistryAbi, usageLedgerAbi } from "@medlattice/sdk/abi";
import { consortiumOf } from "@medlattice/sdk/network";
import { everyItem, homeOracle } from "@medlattice/sdk/person";
import { type CheckContext, nodesOfChain } from "./context.ts";
import { assertOnce } from "./once.ts";
import { each, everyEvent, nodeClient } from "./registry.ts";

/** Grants and their uses: once among the events, once on either side of the read model, and the counters are what was used. */
export async function checkGrants(context: CheckContext): Promise<void> {
  const { clients, journal } = context;
  const { patient, reader } = clients;
  const { chainId, contracts } = consortiumOf(patient.network);
  assert.ok(contracts);
  const consents = { address: contracts.consentRegistry, abi: consentRegistryAbi } as const;
  const ledger = { address: contracts.usageLedger, abi: usageLedgerAbi } as const;
  const grantor = patient.pseudonymOn(chainId).personId;
  const grantIds = journal.grants.map(({ grantId }) => grantId);
  const withdrawn = journal.grants.flatMap(({ grantId, withdrawnIn }) =>
    withdrawnIn === null ? [] : [grantId],
  );
  const accessIds = journal.accesses.map(({ accessId }) => accessId);

  const patients = await homeOracle(patient, chainId);
  const readers = await homeOracle(reader, chainId);
  const listed = await everyItem((page: { readonly cursor?: string }) => patients.records.grants(page));
  assertOnce(
    grantIds,
    listed.map(({ grantId }) => grantId),
    "read model, grants",
  );
  const given = await everyItem((page: { readonly cursor?: string }) =>
    patients.records.usage({ as: "sender", ...page }),
  );
  const received = await everyItem((page: { readonly cursor?: string }) =>
    readers.records.usage({ as: "receiver", ...page }),
  );
  assertOnce(
    accessIds,
    given.map(({ accessId }) => accessId),
    "patient's oracle, uses",
  );
  assertOnce(
    accessIds,
    received.map(({ accessId }) => accessId),
    "reader's oracle, uses",
  );

  for (const { url, name } of nodesOfChain(context, chainId)) {
    const client = nodeClient(url);
    const registered = await everyEvent(client, { ...consents, eventName: "GrantRegistered" });
    const revoked = await everyEvent(client, { ...consents, eventName: "GrantRevoked" });
    const opened = await everyEvent(client, { ...ledger, eventName: "AccessOpened" });
    assertOnce(grantIds, each(registered, "grantId"), `${name}, grants`);
    assertOnce(withdrawn, each(revoked, "grantId"), `${name}, withdrawals`);
    assertOnce(accessIds, each(opened, "accessId"), `${name}, uses`);
    assert.equal(given.length, opened.filter((event) => event["grantor"] === grantor).length, name);
    for (const { grantId, used, revoked: since } of listed) {
      const onChain = await client.readContract({
        ...consents,
        functionName: "grantOf",
        args: [grantor, grantId],
      });
      const uses = opened.filter((event) => event["grantId"] === grantId).length;
      const noted = journal.accesses.filter((access) => access.grantId === grantId).length;
      assert.deepEqual(
        { chain: onChain.used, model: used },
        { chain: uses, model: uses },
        `${name}: uses of a grant`,
      );
      if (grantIds.includes(grantId)) assert.equal(uses, noted, `${name}: a use too many, or too few`);
      assert.equal(since !== null, withdrawn.includes(grantId) || each(revoked, "grantId").includes(grantId));
    }
  }
}

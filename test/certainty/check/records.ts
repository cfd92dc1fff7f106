import assert from "node:assert/strict";
import { recordRegistryAbi } from "@medlattice/sdk/abi";
import { everyItem, reviewRecord, verifyAccount } from "@medlattice/sdk/person";
import { stateHash } from "@medlattice/sdk/record";
import { createHash } from "node:crypto";
import { assertOnce } from "./once.ts";
import { type CheckContext, nodesOfChain } from "./context.ts";
import { each, everyEvent, nodeClient } from "./registry.ts";

const HOSPITAL = 7101;
/** Opening a record takes a tenth of a second: of a large load, every so many-th is opened. */
const OPENED_AT_MOST = 100;

/** Records: once among the events, once in the read model, the same state in both, one unbroken account chain, and they open. */
export async function checkRecords(context: CheckContext): Promise<void> {
  const { clients, journal } = context;
  const { patient } = clients;
  const contracts = patient.network.chains.find(({ chainId }) => chainId === HOSPITAL)?.contracts;
  assert.ok(contracts);
  const registry = { address: contracts.recordRegistry, abi: recordRegistryAbi } as const;
  const { personId } = patient.pseudonymOn(HOSPITAL);
  const told = journal.records.map(({ recordId }) => recordId);
  const confirmed = journal.records.flatMap(({ recordId, confirmedIn }) =>
    confirmedIn === null ? [] : [recordId],
  );

  const oracle = await patient.oracle(patient.organization, HOSPITAL);
  const entries = await everyItem((page: { readonly cursor?: string }) =>
    oracle.records.list({ as: "patient", ...page }),
  );
  assertOnce(
    told,
    entries.map(({ state }) => state.recordId),
    "read model, records",
  );
  const { entries: account, height } = await verifyAccount(patient, HOSPITAL);
  assertOnce(
    confirmed,
    account.map(({ state }) => state.recordId),
    "account chain",
  );
  const shown = await oracle.records.account();

  for (const { url, name } of nodesOfChain(context, HOSPITAL)) {
    const client = nodeClient(url);
    const proposed = await everyEvent(client, { ...registry, eventName: "RecordProposed" });
    assertOnce(told, each(proposed, "recordId"), `${name}, proposals`);
    const confirmations = await everyEvent(client, { ...registry, eventName: "RecordConfirmed" });
    assertOnce(confirmed, each(confirmations, "recordId"), `${name}, confirmations`);
    assert.equal(entries.length, proposed.length, "the read model holds what the chain does");
    for (const { state } of entries) {
      const args = [state.recordId] as const;
      assert.equal(
        await client.readContract({ ...registry, functionName: "stateHashOf", args }),
        stateHash(state),
        name,
      );
    }
    const [head, high] = await client.readContract({
      ...registry,
      functionName: "accountOf",
      args: [personId],
    });
    assert.deepEqual({ head, height: Number(high) }, { head: shown.head, height }, name);
    assert.equal(shown.height, height);
    assert.equal(confirmations.length, height, "the account's height is the number of confirmations");
  }

  const step = Math.max(1, Math.ceil(journal.records.length / OPENED_AT_MOST));
  for (const { recordId, sha256 } of journal.records.filter((_, index) => index % step === 0)) {
    const { content } = await reviewRecord(patient, { chainId: HOSPITAL, recordId });
    assert.equal(
      createHash("sha256").update(content).digest("hex"),
      sha256,
      "a record opens as it was written",
    );
  }
}

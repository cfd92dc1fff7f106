import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { parseNetwork } from "@medlattice/sdk/network";
import { numberToHex } from "viem";
import { auditView } from "./audit.ts";

const network = parseNetwork({
  format: "medlattice/network/v1",
  name: "A network",
  proxyThreshold: 2,
  chains: [],
  organizations: [
    {
      orgId: orgIdOf("hospital.example"),
      name: "Riverside Hospital",
      kind: "Hospital",
      privateChainId: 7101,
      oracleUrl: null,
      sealingRecipient: null,
      proxyIndex: null,
      isProvider: false,
    },
  ],
});

describe("the audit as managers see it", () => {
  it("names the batch and the institution, or the batch alone", () => {
    const finding = { facts: { item: 1 }, isOpen: false };
    const view = auditView(network, "Health Authority", {
      batches: 5,
      sound: 3,
      differs: 1,
      open: 0,
      problem: "SUMMARY_ITEM_ADDED",
      items: [
        {
          sequence: 2,
          batchHash: numberToHex(1, { size: 32 }),
          status: "differs",
          findings: [
            { ...finding, chainId: 7101, code: "SUMMARY_ITEM_ADDED" },
            { ...finding, chainId: null, code: "SUMMARY_DATA_ALTERED" },
          ],
          unfollowed: 0,
          auditedAt: 1_790_000_000,
        },
      ],
    });
    assert.deepEqual([view.batches, view.compared, view.differs, view.open], [5, 4, 1, 0]);
    assert.deepEqual(view.problems, [
      { sequence: 2, institution: "Riverside Hospital", isOpen: false, code: "SUMMARY_ITEM_ADDED" },
      { sequence: 2, institution: null, isOpen: false, code: "SUMMARY_DATA_ALTERED" },
    ]);
  });
});

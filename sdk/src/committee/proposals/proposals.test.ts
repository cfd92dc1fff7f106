import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AbiCoder, keccak256 } from "ethers";
import { type Hex, toHex } from "../../codec/index.ts";
import { platformRandom } from "../../crypto/index.ts";
import { contractDomain, digestOf, typed } from "../../eip712/index.ts";
import { isEquivocation } from "./isEquivocation.ts";
import {
  anchorVote,
  createStationVote,
  equivocationVote,
  pinVote,
  setUpVote,
  storageVote,
  VOTE_KIND,
} from "./proposals.ts";

const aWord = () => toHex(platformRandom(32));
const coder = AbiCoder.defaultAbiCoder();

describe("votes", () => {
  it("have the slots and payloads of their kinds, as ethers encodes them", () => {
    const application = {
      organization: aWord(),
      account: toHex(platformRandom(20)),
      key: toHex(platformRandom(256)),
      proof: toHex(platformRandom(128)),
    };
    const { organization, account, key, proof } = application;
    const tuple = coder.encode(["tuple(bytes32,address,bytes,bytes)"], [[organization, account, key, proof]]);
    assert.deepEqual(createStationVote(3n, application), {
      epoch: 3n,
      kind: 1,
      slot: organization,
      payload: keccak256(tuple),
    });
    const root = aWord();
    const slot = keccak256(coder.encode(["uint256", "uint256"], [7_100n, 12n]));
    assert.deepEqual(anchorVote(3n, { chainId: 7_100, sequence: 12n, root }), {
      epoch: 3n,
      kind: 2,
      slot,
      payload: root,
    });
    assert.deepEqual(storageVote(3n, slot as Hex, root), { epoch: 3n, kind: 3, slot, payload: root });
    assert.deepEqual(equivocationVote(3n, organization, root), {
      epoch: 3n,
      kind: 4,
      slot: organization,
      payload: root,
    });
    assert.equal(pinVote(3n, 258n, root).slot, `0x${"0".repeat(61)}102`);
    const setUp = setUpVote(3n, { stations: 11, members: [0, 2, 9] });
    assert.deepEqual(setUp, {
      epoch: 3n,
      kind: 6,
      slot: `0x${"0".repeat(63)}3`,
      payload: `0x0b${"0".repeat(59)}205`,
    });
  });

  it("have a kind each", () => {
    assert.equal(new Set(Object.values(VOTE_KIND)).size, 6);
  });

  it("are other digests on every chain and contract", () => {
    const vote = pinVote(3n, 1n, aWord());
    const address = toHex(platformRandom(20));
    const digest = (chainId: number, at: Hex) =>
      digestOf(typed("CommitteeVote", contractDomain({ contract: "Committee", chainId, address: at }), vote));
    const digests = [
      digest(7_100, address),
      digest(7_101, address),
      digest(7_100, toHex(platformRandom(20))),
    ];
    assert.equal(new Set(digests).size, 3);
  });
});

describe("isEquivocation (systems.md P14)", () => {
  it("is two payloads for one slot in one epoch, and nothing less", () => {
    const vote = pinVote(3n, 1n, aWord());
    const other = { ...vote, payload: aWord() };
    assert.ok(isEquivocation(vote, other));
    assert.ok(!isEquivocation(vote, { ...vote }));
    for (const change of [{ epoch: 4n }, { kind: VOTE_KIND.anchor }, { slot: aWord() }])
      assert.ok(!isEquivocation(vote, { ...other, ...change }));
  });
});

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { toHex } from "../../codec/index.ts";
import { baseG1, encodePoint } from "../../crypto/bls/points.ts";
import { initCrypto } from "../../crypto/index.ts";
import { withCode } from "../../testing/errors.ts";
import { COMMITTEE_DOMAIN } from "../domains.ts";
import { generateVotingKey } from "../keys/votingKey.ts";
import { someStations } from "../testing/fixtures.ts";
import { twinVotes } from "../testing/twinVotes.ts";
import { type Contribution, contribute, verifyContribution } from "./contribution.ts";
import { createGroup } from "./createGroup.ts";
import { committeeOf, finishSetup } from "./finishSetup.ts";
import { membershipKeyOf } from "./membershipKey.ts";

before(initCrypto);

/** One share of a contribution replaced. */
function withShare({ from, shares }: Contribution, to: number, share: Uint8Array | null): Contribution {
  return { from, shares: shares.map((old, i) => (i === to ? share : old)) };
}

describe("createGroup", () => {
  it("agrees with the twin on coefficients and key", () => {
    const { keys, group } = someStations(4);
    const twin = twinVotes(
      keys.map(({ secret }) => secret),
      COMMITTEE_DOMAIN,
    );
    assert.deepEqual(group.aggregateKey, twin.apk.toBytes());
    for (const [i, a] of twin.coefficients.entries()) assert.equal(group.coefficient(i), a);
    for (let i = 0; i < 4; i++) assert.deepEqual(encodePoint(group.position(i)), twin.position(i).toBytes());
  });

  it("is another group in another order", () => {
    const keys = [generateVotingKey(), generateVotingKey()].map(({ publicKey }) => publicKey);
    const [one, other] = [createGroup(keys), createGroup(keys.toReversed())];
    assert.notEqual(one.groupId, other.groupId);
    assert.notEqual(toHex(one.aggregateKey), toHex(other.aggregateKey));
  });

  it("refuses nobody, a key twice, and unknown stations", () => {
    const { publicKey } = generateVotingKey();
    assert.throws(() => createGroup([]), withCode("GROUP_SIZE"));
    assert.throws(() => createGroup([publicKey, publicKey]), withCode("GROUP_KEY_TWICE"));
    for (const station of [1, -1, 0.5])
      assert.throws(() => createGroup([publicKey]).position(station), withCode("STATION_UNKNOWN"));
  });
});

describe("verifyContribution", () => {
  it("takes true ones, also of a group of one", () => {
    const { group, contributions } = someStations(4);
    for (const contribution of contributions) verifyContribution(group, contribution);
    const single = someStations(1);
    for (const contribution of single.contributions) verifyContribution(single.group, contribution);
  });

  const cases: readonly (readonly [string, (made: Contribution) => Contribution, string])[] = [
    ["a false share", (made) => withShare(made, 2, encodePoint(baseG1(9n))), "CONTRIBUTION_FALSE"],
    ["shares exchanged", (made) => withShare(made, 2, made.shares[3] ?? null), "CONTRIBUTION_FALSE"],
    ["another's shares", (made) => ({ ...made, from: 1 }), "CONTRIBUTION_INCOMPLETE"],
    ["a share left out", (made) => withShare(made, 3, null), "CONTRIBUTION_INCOMPLETE"],
    ["shares cut off", ({ from, shares }) => ({ from, shares: shares.slice(1) }), "CONTRIBUTION_INCOMPLETE"],
    ["a share that is no point", (made) => withShare(made, 1, new Uint8Array(48)), "POINT_INVALID"],
  ];
  for (const [what, change, code] of cases) {
    it(`refuses ${what}`, () => {
      const { group, keys } = someStations(4);
      const made = contribute(group, 0, keys[0]?.secret ?? 0n);
      assert.throws(() => verifyContribution(group, change(made)), withCode(code));
    });
  }

  it("refuses two false shares whose errors cancel in the plain sum", () => {
    const { group, keys } = someStations(4);
    const secret = keys[0]?.secret ?? 0n;
    const made = contribute(group, 0, secret);
    const exchanged = withShare(withShare(made, 2, made.shares[3] ?? null), 3, made.shares[2] ?? null);
    assert.throws(() => verifyContribution(group, exchanged), withCode("CONTRIBUTION_FALSE", { station: 0 }));
  });
});

describe("finishSetup", () => {
  it("makes everyone a member when all contribute", () => {
    const { group, contributions } = someStations(4);
    const setup = finishSetup(group, contributions);
    assert.deepEqual(setup.members, [0, 1, 2, 3]);
    assert.deepEqual(setup.leftOut, []);
    assert.deepEqual(setup.membershipKey, group.aggregateKey);
  });

  it("leaves out the silent and the false, names them, and asks nobody to contribute again", () => {
    const { group, keys, contributions } = someStations(5);
    const [first, , third, fourth, fifth] = contributions;
    assert.ok(first && third && fourth && fifth);
    const sent = [fifth, withShare(third, 0, encodePoint(baseG1(3n))), first, fourth];
    const setup = finishSetup(group, sent);
    assert.deepEqual(setup.members, [0, 3, 4]);
    assert.deepEqual(setup.leftOut, [
      { station: 1, reason: "CONTRIBUTION_MISSING" },
      { station: 2, reason: "CONTRIBUTION_FALSE" },
    ]);
    for (const station of setup.members) {
      const secret = keys[station]?.secret ?? 0n;
      membershipKeyOf({ committee: setup, station, secret, contributions: setup.accepted });
    }
  });

  it("keeps a station in whose name somebody else sent something false as well", () => {
    const { group, contributions } = someStations(3);
    const [first] = contributions;
    assert.ok(first);
    const setup = finishSetup(group, [withShare(first, 1, encodePoint(baseG1(3n))), ...contributions]);
    assert.deepEqual(setup.members, [0, 1, 2]);
  });

  it("is a committee of its own for each group and members", () => {
    const { group } = someStations(4);
    const ids = [
      [0, 1, 2],
      [0, 1, 3],
      [0, 1],
    ].map((members) => committeeOf(group, members).committeeId);
    assert.equal(new Set(ids).size, 3);
    assert.equal(committeeOf(group, [0, 1]).committeeId, ids[2]);
  });

  it("needs somebody, listed once, in order, and known", () => {
    const { group } = someStations(2);
    assert.throws(() => finishSetup(group, []), withCode("COMMITTEE_EMPTY"));
    assert.throws(() => committeeOf(group, [1, 0]), withCode("STATIONS_UNORDERED"));
    assert.throws(() => committeeOf(group, [0, 0]), withCode("STATIONS_UNORDERED"));
    assert.throws(() => committeeOf(group, [0, 2]), withCode("STATION_UNKNOWN"));
  });
});

describe("membershipKeyOf", () => {
  const make = () => {
    const { group, keys, contributions } = someStations(4);
    const committee = finishSetup(group, contributions);
    return { keys, of: { committee, station: 1, secret: keys[1]?.secret ?? 0n, contributions } };
  };

  it("agrees with the twin", () => {
    const { keys, of } = make();
    const twin = twinVotes(
      keys.map(({ secret }) => secret),
      COMMITTEE_DOMAIN,
    );
    assert.deepEqual(membershipKeyOf(of), twin.membershipKeys[1]?.toBytes());
  });

  it("names whose contribution is false", () => {
    const { of } = make();
    const contributions = of.contributions.map((each) =>
      each.from === 2 ? withShare(each, 1, encodePoint(baseG1(3n))) : each,
    );
    assert.throws(
      () => membershipKeyOf({ ...of, contributions }),
      withCode("CONTRIBUTION_FALSE", { station: 2 }),
    );
  });

  it("says what is missing", () => {
    const { of } = make();
    const contributions = of.contributions.filter(({ from }) => from !== 3);
    assert.throws(
      () => membershipKeyOf({ ...of, contributions }),
      withCode("CONTRIBUTION_ABSENT", { station: 3 }),
    );
  });

  it("refuses another secret, and a station that is no member", () => {
    const { of } = make();
    assert.throws(() => membershipKeyOf({ ...of, secret: 77n }), withCode("MEMBERSHIP_KEY_FALSE"));
    const committee = committeeOf(of.committee.group, [0, 2, 3]);
    assert.throws(() => membershipKeyOf({ ...of, committee }), withCode("NOT_A_MEMBER"));
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { columnsOf, counted, listed, printable, shortId, sizeInWords, table } from "./text.ts";

describe("printable", () => {
  it("leaves no character that could steer a terminal", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(printable(text)),
      ),
    );
  });

  it("shows that something was there", () => {
    assert.equal(printable("a\u001b[31mb\u202Ec"), "a\uFFFD[31mb\uFFFDc");
  });

  it("leaves names of all languages as they are", () => {
    assert.equal(printable("Lín Yǎqín 吴健 Ærø"), "Lín Yǎqín 吴健 Ærø");
  });
});

describe("table", () => {
  it("aligns columns, also with wide and composed characters", () => {
    const lines = table(
      ["NAME", "STATE"],
      [
        ["吴健", "a"],
        ["Yǎqín", "b"],
        ["e\u0301", "c"],
      ],
    ).split("\n");
    const places = lines.map((line) => columnsOf(line.slice(0, line.lastIndexOf(" ") + 1)));
    assert.deepEqual(places, [7, 7, 7, 7]);
  });

  it("lets no cell begin a line of its own", () => {
    assert.equal(table(["A"], [["x\ny"]]).split("\n").length, 2);
  });
});

describe("words", () => {
  it("lists things as people do", () => {
    assert.deepEqual(
      [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])],
      ["", "a", "a and b", "a, b and c"],
    );
  });

  it("counts things as people do", () => {
    assert.deepEqual(
      [counted(1, "entry", "entries"), counted(2, "entry", "entries"), counted(0, "record")],
      ["1 entry", "2 entries", "0 records"],
    );
  });

  it("says sizes in the unit that fits", () => {
    assert.deepEqual([999, 1_000, 68_573, 50_000_000].map(sizeInWords), [
      "999 bytes",
      "1.0 kB",
      "68.6 kB",
      "50.0 MB",
    ]);
  });

  it("shortens ids to what may be typed back", () => {
    assert.equal(shortId(`0x${"ab".repeat(32)}`), "0xababababab…");
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeviceLink } from "../../../capture/live/createLiveBook.ts";
import { unheardOf } from "./heard.ts";

const link = (state: DeviceLink["link"]["state"]): Pick<DeviceLink, "link"> => ({
  link: { state, text: "", hints: [] },
});

describe("unheardOf", () => {
  it("hears only what is added and sends", () => {
    const instruments = ["1", "2", "3", "4", "5"].map((key) => ({ key, isAdded: key !== "4" }));
    const links = new Map([
      ["1", link("receiving")],
      ["2", link("silent")],
      ["3", link("lost")],
      ["4", link("receiving")],
    ]);
    assert.deepEqual([...unheardOf(instruments, links)], ["2", "3", "4", "5"]);
    assert.equal(unheardOf([], links).size, 0);
  });
});

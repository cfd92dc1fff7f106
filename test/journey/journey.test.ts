import assert from "node:assert/strict";
import { after, before } from "node:test";
import { clientCases } from "./clientCases.ts";
import { downCases } from "./downCases.ts";
import { startWorld, type World } from "./fixture/world.ts";
import { type Journey, journeyCases } from "./journeyCases.ts";
import { retrievalCases } from "./retrievalCases.ts";

let world: World | undefined;
before(async () => {
  world = await startWorld();
});
after(() => world?.close());

const get = (): World => world ?? assert.fail("the network did not start");
const journey: Partial<Journey> = {};
journeyCases(get, journey);
retrievalCases(get, journey);
clientCases(get, journey);
downCases(get, journey);

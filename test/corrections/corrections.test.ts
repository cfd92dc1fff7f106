import { after, before, describe } from "node:test";
import { startWorld, type World } from "../faults/fixture/world.ts";
import { answerCases } from "./answerCases.ts";
import { eraseCases } from "./eraseCases.ts";
import { redactCases } from "./redactCases.ts";
import { replaceCases } from "./replaceCases.ts";

describe("corrections on the real stack", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());
  const running = (): World => world;
  replaceCases(running);
  redactCases(running);
  answerCases(running);
  eraseCases(running);
});

import { after, before, describe } from "node:test";
import { startWorld, type World } from "../faults/fixture/world.ts";
import { answerCases } from "./answerCases.ts";
import { amendCases } from "./amendCases.ts";
import { canaryCases } from "./canaryCases.ts";
import { draftCases } from "./draftCases.ts";
import { eraseCases } from "./eraseCases.ts";
import { killCases } from "./killCases.ts";
import { redactCases } from "./redactCases.ts";
import { proofCases } from "./proofCases.ts";
import { refusalCases } from "./refusalCases.ts";
import { replaceCases } from "./replaceCases.ts";

describe("corrections on the real stack", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());
  const running = (): World => world;
  replaceCases(running);
  proofCases(running);
  redactCases(running);
  answerCases(running);
  draftCases(running);
  refusalCases(running);
  eraseCases(running);
  amendCases(running);
  canaryCases(running);
  killCases(running);
});

import { InvalidInputError } from "../errors/index.ts";
import { MAX_SECTIONS } from "./constants.ts";
import type { Cut } from "./cut/cut.ts";
import type { ReadSection } from "./shown.ts";
import type { FieldLayout } from "./types.ts";

/** The sections of a content at the places that its layout gives them; without one, in the order of the text. */
export function* placed(cut: Cut, layout?: FieldLayout): Generator<ReadSection> {
  const locators = new Map(layout?.locators.map(({ position, locator }) => [position, locator]));
  const positions = layout === undefined ? countUp() : positionsOf(layout);
  for (const section of cut.sections()) {
    const { value: position = MAX_SECTIONS } = positions.next();
    if (position >= MAX_SECTIONS) throw mismatch();
    const { className, parts } = section;
    const locator = locators.get(position) ?? section.locator;
    yield { position, className, locator, bytes: cut.bytes, parts };
  }
  if (layout !== undefined && positions.next().done !== true) throw mismatch();
}

function* countUp(): Generator<number, undefined> {
  for (let position = 0; ; position++) yield position;
}

function* positionsOf({ runs }: FieldLayout): Generator<number, undefined> {
  for (const [first, count] of runs)
    for (let position = first; position < first + count; position++) yield position;
  return undefined;
}

/** As runs of consecutive numbers. */
export function runsOf(positions: readonly number[]): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const position of positions) {
    const last = runs.at(-1);
    if (last !== undefined && position === last[0] + last[1]) last[1]++;
    else runs.push([position, 1]);
  }
  return runs;
}

function mismatch(): InvalidInputError {
  return new InvalidInputError("FIELDS_LAYOUT_MISMATCH", "The layout of the fields is of another content.");
}

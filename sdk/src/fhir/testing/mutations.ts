import type { Draft } from "./fixtures.ts";

/** A place in a document: the container, the key in it, and the path of the container. */
export interface Place {
  readonly container: Draft;
  readonly key: string | number;
  readonly path: string;
}

/** A change that breaks a valid document in one way, with what a validator must then say. */
export interface Mutation {
  readonly name: string;
  /** Whether the reference twin knows the rule as well. */
  readonly twinRefuses: boolean;
  /** Whether the mutation makes sense at the place. */
  readonly fits: (place: Place) => boolean;
  /** Breaks the document; gives the JSON path at which that must be found. */
  readonly apply: (place: Place) => string;
}

/** A location with choices as JSON names them: `value.ofType(Quantity)` is `valueQuantity`. */
export function asJsonPath(location: string): string {
  return location.replace(
    /\.ofType\((\w)(\w*)\)/g,
    (_, first: string, rest: string) => first.toUpperCase() + rest,
  );
}

/** The JSON path of a place; what belongs to a primitive is at the primitive. */
export function pathOf({ path, key }: Place): string {
  return typeof key === "number" ? `${path}[${key}]` : `${path}.${key.replace(/^_/, "")}`;
}

/** Every member of a document, its arrays' items included; an array and its index are one step. */
export function placesOf(container: Draft, path: string): Place[] {
  return Object.keys(container).flatMap((name): Place[] => {
    const place: Place = { container, key: Array.isArray(container) ? Number(name) : name, path };
    const value = container[name];
    return typeof value === "object" && value !== null
      ? [place].concat(placesOf(value, pathOf(place)))
      : [place];
  });
}

const isNamed = ({ key }: Place): boolean =>
  typeof key === "string" && key !== "resourceType" && !key.startsWith("_");
const valueOf = ({ container, key }: Place): Draft => container[key];

export const MUTATIONS: readonly Mutation[] = [
  {
    name: "renames an element",
    twinRefuses: true,
    fits: isNamed,
    apply: (place) => {
      const { container, key, path } = place;
      container[`${key}Zz`] = valueOf(place);
      delete container[key];
      return `${path}.${key}Zz`;
    },
  },
  {
    name: "puts a number for a text and a text for anything else",
    twinRefuses: true,
    fits: (place) => typeof valueOf(place) !== "object" && place.key !== "resourceType",
    apply: (place) => {
      place.container[place.key] = typeof valueOf(place) === "string" ? 12 : "12";
      return pathOf(place);
    },
  },
  {
    name: "puts a text for an object",
    twinRefuses: true,
    fits: (place) => typeof valueOf(place) === "object" && !Array.isArray(valueOf(place)),
    apply: (place) => {
      place.container[place.key] = "x";
      return pathOf(place);
    },
  },
  {
    name: "takes the brackets off a list",
    twinRefuses: true,
    fits: (place) => Array.isArray(valueOf(place)) && isNamed(place),
    apply: (place) => {
      place.container[place.key] = valueOf(place)[0];
      return pathOf(place);
    },
  },
  {
    name: "puts brackets around a single value",
    twinRefuses: true,
    fits: (place) => !Array.isArray(valueOf(place)) && isNamed(place),
    apply: (place) => {
      place.container[place.key] = [valueOf(place)];
      return pathOf(place);
    },
  },
  {
    name: "empties a list",
    // R4 §2.6.2: arrays are never empty; the twin lets them pass.
    twinRefuses: false,
    fits: (place) => Array.isArray(valueOf(place)),
    apply: (place) => {
      place.container[place.key] = [];
      return pathOf(place);
    },
  },
];

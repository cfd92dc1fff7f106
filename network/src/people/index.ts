export { type Cast, openCast } from "./openCast.ts";
export { openPeople } from "./openPeople.ts";
export { people, type PersonKey, type PersonPlan } from "./plans.ts";

export {
  type ChainDescription,
  type NetworkDescription,
  type OrganizationDescription,
  parseNetwork,
} from "./description.ts";
export { chainById, consortiumOf, organizationById, proxiesFor } from "./lookup.ts";

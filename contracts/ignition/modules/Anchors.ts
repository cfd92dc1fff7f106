import { buildModule } from "@nomicfoundation/ignition-core";

/** What a public chain has. Parameters: `network` (bytes32), `stations` (addresses, ascending), `threshold`. */
export default buildModule("Anchors", (m) => {
  const parameters = ["network", "stations", "threshold"].map((name) => m.getParameter(name));
  return { anchorRegistry: m.contract("AnchorRegistry", parameters) };
});

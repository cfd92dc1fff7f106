export { type CommitteeModel, DEFAULT_MODEL } from "./model.ts";
export { renderReport } from "./renderReport.ts";
export { type CommitteeCase, type CommitteeSimulation, simulateCommittee } from "./simulateCommittee.ts";

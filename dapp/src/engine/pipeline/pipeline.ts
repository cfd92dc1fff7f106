import { organizationById } from "@medlattice/sdk/network";
import { workplaceOf } from "../chains.ts";
import type { Session } from "../session/session.ts";
import { type AnchorsView, newestAnchors } from "./anchors.ts";
import { auditNow, type AuditView } from "./audit.ts";
import { type BatchView, newestBatches } from "./batches.ts";
import { committeeNow, type CommitteeView } from "./committee.ts";
import { type Intake, intakeOf, type OwnFlow, ownFlow } from "./flow.ts";
import { type Part, partOf } from "./part.ts";

/** The way from the institution's records to a public chain, each part as far as its oracle tells (docs/bridge.md). */
export interface Pipeline {
  readonly institution: string;
  readonly flow: Part<OwnFlow>;
  readonly intake: Part<Intake>;
  /** Newest first. */
  readonly batches: Part<readonly BatchView[]>;
  /** Null in a network without an authority that can be asked. */
  readonly audit: Part<AuditView | null>;
  readonly committee: Part<CommitteeView>;
  readonly anchors: Part<AnchorsView>;
}

/** What managers see of the bridge from their institution's chain to public ones. */
export function pipelineVerbs(session: Session) {
  return {
    async overview(): Promise<Pipeline> {
      const person = session.person();
      const { network, organization } = person;
      const chainId = workplaceOf(person);
      const flow = partOf(async () => await ownFlow(network, organization, chainId));
      const [intake, batches, audit, committee, anchors] = await Promise.all([
        partOf(async () => await intakeOf(network)),
        partOf(async () => {
          const known = await flow;
          return await newestBatches(person, chainId, known.is === "there" ? known.value.batches : 0);
        }),
        partOf(async () => await auditNow(person, chainId)),
        partOf(async () => await committeeNow(person, chainId)),
        partOf(async () => await newestAnchors(person, chainId)),
      ]);
      const { name: institution } = organizationById(network, organization);
      return { institution, flow: await flow, intake, batches, audit, committee, anchors };
    },
  };
}

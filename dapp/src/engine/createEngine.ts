import { appointmentVerbs } from "./appointments.ts";
import { capturingVerbs } from "./capturing/capturing.ts";
import { replayingVerbs } from "./capturing/replaying.ts";
import { amendingVerbs } from "./corrections/amending.ts";
import { correctingVerbs } from "./corrections/correcting.ts";
import { correctionVerbs } from "./corrections/corrections.ts";
import { custodyVerbs } from "./custody/custody.ts";
import { deskVerbs } from "./desk.ts";
import { grantVerbs } from "./grants/grants.ts";
import { measuringVerbs } from "./measuring.ts";
import { partlyVerbs } from "./partly/partly.ts";
import { pipelineVerbs } from "./pipeline/pipeline.ts";
import { proofVerbs } from "./proofs/proofs.ts";
import { createReadings } from "./readings.ts";
import { recordVerbs } from "./records/records.ts";
import { enrolmentVerbs } from "./session/enrolment/enrolmentVerbs.ts";
import { createSession } from "./session/session.ts";
import { createEngineContext, sessionVerbs } from "./session/sessionVerbs.ts";
import type { SignatureDesk } from "./session/signatureDesk.ts";
import { sharedVerbs } from "./shared.ts";
import { usageVerbs } from "./usage.ts";
import { visitVerbs } from "./visits.ts";
import { writingVerbs } from "./writing.ts";

/** All the page can ask for: one object of verbs for each feature. What they take and give can be cloned between threads. */
export function createEngine() {
  const session = createSession();
  const context = createEngineContext();
  const readings = createReadings(session);
  return {
    /** The page tells once how it signs, before anything else. */
    attach: (desk: SignatureDesk) => context.attach(desk),
    session: sessionVerbs(session, context),
    enrolment: enrolmentVerbs(session, context),
    visits: visitVerbs(session),
    writing: writingVerbs(session),
    measuring: measuringVerbs(session),
    shared: sharedVerbs(session, readings),
    desk: deskVerbs(session),
    records: recordVerbs(session),
    grants: grantVerbs(session),
    usage: usageVerbs(session),
    appointments: appointmentVerbs(session),
    corrections: correctionVerbs(session),
    correcting: correctingVerbs(session, readings),
    amending: amendingVerbs(session, readings),
    partly: partlyVerbs(session),
    custody: custodyVerbs(session),
    capturing: capturingVerbs(session),
    replaying: replayingVerbs(session),
    pipeline: pipelineVerbs(session),
    proofs: proofVerbs(session, context),
  };
}

export type Engine = ReturnType<typeof createEngine>;

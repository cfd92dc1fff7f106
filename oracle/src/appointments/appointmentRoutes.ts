import {
  appointmentBody,
  appointmentDeskReply,
  appointmentEntry,
  appointmentId,
  appointmentsQuery,
  appointmentsReply,
  assignmentBody,
  enclosureBody,
  enclosureKind,
  transitionBody,
} from "@medlattice/sdk/client";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { byPerson, createLimiter } from "../people/limiter.ts";
import type { Appointments } from "./appointments.ts";

const tags = ["appointments"];
const config = { access: "session" } as const;
const params = z.strictObject({ appointmentId });
const response = { 200: appointmentEntry };
const CHANGES_PER_MINUTE = 60;

/** Appointments (systems.md F3): request, assignment with the treatment session key, and what the patient encloses. */
export function appointmentRoutes(app: App, appointments: Appointments): void {
  const limit = createLimiter(app, { max: CHANGES_PER_MINUTE, timeWindow: "1 minute", keyOf: byPerson });

  app.route({
    method: "GET",
    url: "/v1/appointments/desk",
    config,
    schema: { summary: "Whom to seal a request to", tags, response: { 200: appointmentDeskReply } },
    handler: async (request) => appointments.desk(sessionOf(request)),
  });

  app.route({
    method: "POST",
    url: "/v1/appointments",
    config,
    schema: {
      summary: "Ask for an appointment, the complaint sealed to the managers",
      tags,
      body: appointmentBody,
      response,
    },
    handler: async (request) => {
      await limit(request);
      return appointments.request(sessionOf(request), request.body.appointmentId, request.body.sealed);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/appointments",
    config,
    schema: {
      summary: "My appointments as patient or doctor; all of the institution's as manager",
      tags,
      querystring: appointmentsQuery,
      response: { 200: appointmentsReply },
    },
    handler: async (request) => appointments.list(sessionOf(request), request.query),
  });

  app.route({
    method: "GET",
    url: "/v1/appointments/:appointmentId",
    config,
    schema: { summary: "One appointment, with what is sealed in it", tags, params, response },
    handler: async (request) => appointments.get(sessionOf(request), request.params.appointmentId),
  });

  app.route({
    method: "POST",
    url: "/v1/appointments/:appointmentId/assignment",
    config,
    schema: { summary: "Assign doctor and treatment", tags, params, body: assignmentBody, response },
    handler: async (request) => {
      await limit(request);
      return appointments.assign(sessionOf(request), request.params.appointmentId, request.body);
    },
  });

  app.route({
    method: "POST",
    url: "/v1/appointments/:appointmentId/cancellation",
    config,
    schema: { summary: "Cancel, as patient or manager", tags, params, body: transitionBody, response },
    handler: async (request) =>
      appointments.cancel(sessionOf(request), request.params.appointmentId, request.body.sequence),
  });

  app.route({
    method: "POST",
    url: "/v1/appointments/:appointmentId/closing",
    config,
    schema: {
      summary: "Close after the visit, as doctor or manager",
      tags,
      params,
      body: transitionBody,
      response,
    },
    handler: async (request) =>
      appointments.close(sessionOf(request), request.params.appointmentId, request.body.sequence),
  });

  app.route({
    method: "PUT",
    url: "/v1/appointments/:appointmentId/enclosures/:kind",
    config,
    schema: {
      summary: "Category keys or a treatment mandate, sealed by the patient to the doctor",
      tags,
      params: params.extend({ kind: enclosureKind }),
      body: enclosureBody,
      response,
    },
    handler: async (request) => {
      await limit(request);
      const { appointmentId: id, kind } = request.params;
      return appointments.enclose(sessionOf(request), id, kind, request.body.sealed);
    },
  });
}

import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { App } from "./createApp.ts";

const DESCRIPTION = `Requests under /v1 are signed by the session key (RFC 9421: "@method" "@target-uri" "content-digest", with
created, nonce, keyid and alg); errors are RFC 9457 problem documents. See docs/wire-formats.md.`;

/** Serves the OpenAPI document of every route registered after this, with a page to read it at /docs. */
export async function documentRoutes(app: App, title: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: `MedLattice oracle of ${title}`, description: DESCRIPTION, version: "1" },
      components: {
        securitySchemes: {
          requestSignature: { type: "apiKey", in: "header", name: "signature-input" },
        },
      },
      security: [{ requestSignature: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: "/docs", staticCSP: true });
}

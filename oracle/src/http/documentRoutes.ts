import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { App } from "./createApp.ts";

const DESCRIPTION = `Requests under /v1 are signed by the session key (RFC 9421: "@method" "@target-uri" "content-digest", with
created, nonce, keyid and alg); errors are RFC 9457 problem documents. See docs/wire-formats.md.`;

/** The one style that Swagger UI puts into the page itself; another version may have another. */
const OWN_STYLE = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

/**
 * What the page may load: its own files. Nothing is upgraded to https, for an oracle may be reached without on its own machine, or
 * stand behind a proxy that does it.
 */
const PAGE_POLICY = {
  "default-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
  "img-src": "'self' data:",
  "object-src": "'none'",
  "style-src": `'self' ${OWN_STYLE}`,
};

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
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: PAGE_POLICY,
    // Without the bar on top, in which one could type the address of another document.
    uiConfig: { layout: "BaseLayout" },
  });
}

import { createHash } from "node:crypto";
import { createOracleClient, createSessionKey, type SessionKey, signRequest } from "@medlattice/sdk/client";
import type { Person } from "@medlattice/sdk/person";
import type { Haystack } from "./canaries.ts";

const OPEN: ReadonlySet<string> = new Set(["/v1/session", "/v1/session/challenges"]);

type Described = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Calls every route of an oracle wrongly, with confidential words in path, query and body, once as a stranger and once with a
 * session, and hands back what it answers.
 */
export async function failEverywhere(
  url: string,
  sessionKey: SessionKey,
  said: readonly string[],
): Promise<readonly Haystack[]> {
  const response = await fetch(`${url}/docs/json`);
  const { paths } = (await response.json()) as { readonly paths: Described };
  const answers: Haystack[] = [];
  for (const [pattern, methods] of Object.entries(paths)) {
    // Leaving out login, which anybody may begin, and logout, which would end the session this is tried with.
    if (!pattern.startsWith("/v1/") || OPEN.has(pattern)) continue;
    for (const method of Object.keys(methods)) {
      for (const key of [null, sessionKey]) {
        const path = pattern.replaceAll(/\{[^}]+\}/g, encodeURIComponent(said[0] ?? ""));
        const targetUri = `${url}${path}?words=${encodeURIComponent(said.join(" "))}`;
        answers.push(await call({ method: method.toUpperCase(), targetUri, key, said }));
      }
    }
  }
  return answers;
}

async function call(options: {
  readonly method: string;
  readonly targetUri: string;
  readonly key: SessionKey | null;
  readonly said: readonly string[];
}): Promise<Haystack> {
  const { method, targetUri, key, said } = options;
  const body = method === "GET" ? null : JSON.stringify({ words: said, format: said[0], [said[0] ?? ""]: 1 });
  const signed =
    key === null
      ? {}
      : await signRequest({
          sessionKey: key,
          method,
          targetUri,
          ...(body === null ? {} : { bodySha256: createHash("sha256").update(body).digest() }),
        });
  const response = await fetch(targetUri, {
    method,
    headers: { ...signed, ...(body === null ? {} : { "content-type": "application/json" }) },
    ...(body === null ? {} : { body }),
  });
  const text = await response.text();
  const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return {
    place: `${response.status} ${method} ${new URL(targetUri).pathname}`,
    bytes: Buffer.from(`${head}\n${text}`),
  };
}

/** A session of one's own at an oracle, whose key signs requests that no client would send. */
export async function openSession(person: Person, baseUrl: string, chainId: number): Promise<SessionKey> {
  const sessionKey = await createSessionKey();
  const { personId, signer } = person.pseudonymOn(chainId);
  const client = createOracleClient({ baseUrl, signer, person: { chainId, personId }, sessionKey });
  await client.login();
  return sessionKey;
}

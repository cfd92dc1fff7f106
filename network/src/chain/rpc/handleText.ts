import { LIMITS } from "../limits.ts";
import { errorAnswer, RPC_CODES, withId } from "./answers.ts";
import type { Answer } from "./answers.ts";
import type { Dispatch } from "./createDispatch.ts";

/**
 * Answers a JSON-RPC 2.0 text: one call or a batch. Requests are parsed and written anew for the engine, so that two parsers
 * never disagree about which method was asked for; answers are passed on as text.
 *
 * @returns undefined when there is nothing to say: only notifications came in
 */
export async function handleText(text: string, dispatch: Dispatch): Promise<string | undefined> {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return withId("null", errorAnswer(RPC_CODES.parse, "This is not JSON."));
  }
  if (!Array.isArray(message)) return handleCall(message, dispatch);
  if (message.length === 0)
    return withId("null", errorAnswer(RPC_CODES.invalidRequest, "The batch is empty."));
  if (message.length > LIMITS.batchCalls) {
    const reason = `The batch has ${message.length} calls; at most ${LIMITS.batchCalls} are taken.`;
    return withId("null", errorAnswer(RPC_CODES.limit, reason));
  }
  const answers = await Promise.all(message.map((call: unknown) => handleCall(call, dispatch)));
  const spoken = answers.filter((answer) => answer !== undefined);
  return spoken.length === 0 ? undefined : `[${spoken.join(",")}]`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function handleCall(call: unknown, dispatch: Dispatch): Promise<string | undefined> {
  if (!isRecord(call))
    return withId("null", errorAnswer(RPC_CODES.invalidRequest, "A call is a JSON object."));
  const { id, jsonrpc, method, params = [] } = call;
  const shownId = typeof id === "string" || typeof id === "number" ? JSON.stringify(id) : "null";
  if (jsonrpc !== "2.0" || typeof method !== "string") {
    return withId(
      shownId,
      errorAnswer(RPC_CODES.invalidRequest, 'A call has "jsonrpc": "2.0" and a method.'),
    );
  }
  const answer: Answer = Array.isArray(params)
    ? await dispatch(method, params).catch(() =>
        errorAnswer(RPC_CODES.internal, "The chain failed to answer."),
      )
    : errorAnswer(RPC_CODES.invalidParams, "The parameters are a list.");
  return id === undefined ? undefined : withId(shownId, answer);
}

import type { Socket } from "node:net";
import { InvalidInputError, UnavailableError } from "@medlattice/sdk/errors";
import { toProblem } from "./problem.ts";

/** Answers what never became a request: broken HTTP, headers too large, a sender that stopped half-way. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = toProblem(explain(error.code), "none");
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function explain(code: string | undefined): InvalidInputError | UnavailableError {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new InvalidInputError("HEADERS_TOO_LARGE", "The request's headers are too large.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new UnavailableError("REQUEST_TIMEOUT", "The request did not arrive in time.", {
        hints: ["Send it again, in smaller parts if the connection is slow."],
      });
    default:
      return new InvalidInputError("HTTP_MALFORMED", "This is not a well-formed HTTP request.");
  }
}

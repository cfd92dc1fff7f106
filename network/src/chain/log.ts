/** One line of a log: what happened and named facts; never secrets, plaintext or identities. */
export type Log = (
  level: "info" | "warn" | "error",
  message: string,
  facts?: Readonly<Record<string, string | number | boolean>>,
) => void;

/** A log of one JSON object per line. */
export function createJsonLog(name: string, write: (line: string) => void): Log {
  return (level, message, facts = {}) => {
    write(`${JSON.stringify({ time: new Date().toISOString(), level, chain: name, message, ...facts })}\n`);
  };
}

/** A log that says nothing, for tests and embedders with their own health checks. */
export const silentLog: Log = () => undefined;

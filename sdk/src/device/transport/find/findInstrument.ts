import type { DeviceDriver, LineSettings } from "../../contract.ts";
import { DRIVERS } from "../../drivers.ts";
import { driversOn, settingsToTry } from "../../identify.ts";
import { type SessionClock, systemClock } from "../clock.ts";
import type { DeviceTransport } from "../contract.ts";
import { type LineAttempt, tryLine } from "./tryLine.ts";

export interface FindInstrumentOptions {
  /** Which it may be; all, unless told. */
  readonly drivers?: readonly DeviceDriver[];
  /**
   * Which of them may ask, where nobody speaks by himself: only those one knows it to be one of, since what is a question to one instrument
   * may be an order to another. None, unless told.
   */
  readonly asking?: readonly DeviceDriver[];
  /** Told before and after each attempt. */
  readonly onTry?: (attempt: Pick<LineAttempt, "line" | "drivers" | "asked"> & Partial<LineAttempt>) => void;
  readonly clock?: SessionClock;
  /** Ends the search. */
  readonly signal?: AbortSignal;
}

/** What was found, and how sure that is. */
export interface InstrumentFinding {
  /**
   * `certain`: frame after frame of one driver, and next to nothing else. `likely`: one driver understood something, the others nothing. Then
   * `driver` and `line` are there.
   */
  readonly certainty: "certain" | "likely" | "none";
  readonly driver?: DeviceDriver;
  readonly line?: LineSettings;
  readonly attempts: readonly LineAttempt[];
}

/**
 * Finds out which instrument is at a port, and how its line is set: listens at each setting that some instrument has, then has those ask
 * that may. A line at which nothing at all comes is not listened to at other speeds, for a wrong one garbles bytes but does not hide them.
 * Ends within ten seconds for each setting, and ten more for each that is asked at. It sends nothing that `canSend` does not list.
 *
 * @throws what `transport.open` throws, for instance when the port is another program's
 * @example
 * const { certainty, driver, line } = await findInstrument(webSerialTransport(port));
 */
export async function findInstrument(
  transport: DeviceTransport,
  options: FindInstrumentOptions = {},
): Promise<InstrumentFinding> {
  const { drivers = DRIVERS, asking = [], onTry, clock = systemClock, signal } = options;
  const attempts: LineAttempt[] = [];
  const isAborted = (): boolean => signal?.aborted === true;

  const attempt = async (
    line: LineSettings,
    candidates: readonly DeviceDriver[],
    asks: boolean,
  ): Promise<LineAttempt> => {
    onTry?.({ line, drivers: candidates.map(({ name }) => name), asked: asks });
    const abort = signal === undefined ? {} : { signal };
    const done = await tryLine({ transport, line, drivers: candidates, asks, clock, ...abort });
    attempts.push(done);
    onTry?.(done);
    return done;
  };
  const found = ({ heard, line, understoodBy }: LineAttempt): InstrumentFinding | undefined => {
    const driver = drivers.find(({ name }) => name === understoodBy[0]);
    return heard === "instrument" && driver !== undefined
      ? { certainty: "certain", driver, line, attempts }
      : undefined;
  };

  for (const line of settingsToTry(drivers)) {
    if (isAborted()) break;
    const heard = await attempt(line, driversOn(line, drivers), false);
    const certain = found(heard);
    if (certain !== undefined) return certain;
    const [only, ...others] = driversOn(line, drivers).filter(({ name }) =>
      heard.understoodBy.includes(name),
    );
    // It spoke this driver's language, so it may be spoken to.
    if (only !== undefined && others.length === 0 && !isAborted()) {
      const answer = found(await attempt(line, [only], true));
      if (answer !== undefined) return answer;
    }
    if (attempts.every((each) => each.heard === "nothing" || each.heard === "not settable")) {
      if (heard.heard === "nothing") break;
    }
  }
  for (const driver of asking) {
    for (const line of driver.lines) {
      if (isAborted()) break;
      const answer = found(await attempt(line, [driver], true));
      if (answer !== undefined) return answer;
    }
  }
  return likelyOf(attempts, drivers);
}

function likelyOf(attempts: readonly LineAttempt[], drivers: readonly DeviceDriver[]): InstrumentFinding {
  const some = attempts.filter(({ understoodBy }) => understoodBy.length > 0);
  const names = new Set(some.flatMap(({ understoodBy }) => understoodBy));
  const driver = drivers.find(({ name }) => names.has(name));
  const line = some.at(-1)?.line;
  if (names.size !== 1 || driver === undefined || line === undefined) return { certainty: "none", attempts };
  return { certainty: "likely", driver, line, attempts };
}

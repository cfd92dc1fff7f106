import { transfer } from "comlink";
import type { Hex } from "@medlattice/sdk/codec";
import type {
  CapturedDevice,
  CapturedNotice,
  CapturedSeries,
  ChainProblem,
  IdentifiedBy,
} from "@medlattice/sdk/device/record";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { organizationById } from "@medlattice/sdk/network";
import { readCaptured, type StationStanding, type VerifiedCapture } from "@medlattice/sdk/person";
import { visitCode } from "@medlattice/sdk/visit";
import { createNames } from "../names.ts";
import type { Session } from "../session/session.ts";
import { type Whose, whoseIn } from "./requireOwnCapture.ts";
import { gapsOf, rangeOf, runsWithin, type Span, type WaveRun } from "./tiles.ts";

/** A captured record, verified, without its values: those come as they are looked at. Times are milliseconds since 1970. */
export interface ReplayOverview {
  /** Names it in the verbs below. */
  readonly id: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Null: a demonstration. */
  readonly treatment: {
    readonly visitCode: string;
    readonly identifiedBy: IdentifiedBy;
    readonly institution: string | null;
    /** Null for a doctor who is not listed. */
    readonly doctorName: string | null;
  } | null;
  readonly station: StationStanding;
  /** Everything that is wrong with the chain, in order. */
  readonly problems: readonly ChainProblem[];
  /** The capture is of another patient than the record it stands in. */
  readonly isOtherPatient: boolean;
  /** A demonstration stands in a patient's record: its values are nobody's. */
  readonly isNobodys: boolean;
  readonly links: number;
  readonly devices: readonly (CapturedDevice & { readonly gaps: readonly Span[]; readonly values: number })[];
  readonly waves: readonly (ReplaySeries & { readonly low: number; readonly high: number })[];
  readonly numerics: readonly ReplaySeries[];
  readonly notices: readonly CapturedNotice[];
}

export interface ReplaySeries {
  readonly id: string;
  readonly device: string;
  readonly label: string;
  readonly unit: string | null;
  readonly loinc: string | null;
}

/** All values of one series, one place each in every list. */
export interface NumericCourse {
  readonly id: string;
  readonly from: Float64Array<ArrayBuffer>;
  readonly to: Float64Array<ArrayBuffer>;
  /** NaN: there was none. */
  readonly value: Float64Array<ArrayBuffer>;
  readonly isQuestionable: Uint8Array<ArrayBuffer>;
  /** Why there was none. */
  readonly absent: readonly (string | null)[];
}

/** Two pages may be open, and one that is left behind is closed soon. */
const MOST_OPEN = 3;

/** Looking at captured records (step 6 of docs/dapp.md): whole ones stay in the worker, and what is drawn is asked for by time. */
export function replayingVerbs(session: Session) {
  const names = createNames(session);
  const open = new Map<number, VerifiedCapture>();
  let last = 0;
  session.onLeave(() => open.clear());

  function require(id: number): VerifiedCapture {
    const found = open.get(id);
    if (found !== undefined) return found;
    throw new InvalidInputError("REPLAY_CLOSED", "This recording has been closed. Open it again.");
  }

  return {
    /** @param options.patient whose record it stands in; null when it stands in none @throws InvalidInputError `CAPTURE_NOT_READABLE` */
    async open(options: { readonly content: Blob; readonly patient: Hex | null }): Promise<ReplayOverview> {
      const { content, patient } = options;
      const person = session.person();
      const reading = await readCaptured(person, new Uint8Array(await content.arrayBuffer()));
      last += 1;
      open.set(last, reading);
      for (const oldest of open.keys()) {
        if (open.size <= MOST_OPEN) break;
        open.delete(oldest);
      }
      const { treatment } = reading.begin;
      const institution = person.network.organizations.find(({ orgId }) => orgId === treatment?.institution);
      return {
        ...overviewOf(reading),
        id: last,
        ...whoseIn(treatment, patient),
        treatment:
          treatment === null
            ? null
            : {
                visitCode: visitCode(treatment.treatmentId),
                identifiedBy: treatment.identifiedBy,
                institution:
                  institution === undefined ? null : organizationById(person.network, institution.orgId).name,
                doctorName: (await names.of(treatment.chainId, treatment.doctor))?.name ?? null,
              },
      };
    },
    /** What the waves did in a span, each in its runs without gaps. */
    async waves({
      id,
      from,
      to,
    }: { readonly id: number } & Span): Promise<
      readonly { readonly id: string; readonly runs: readonly WaveRun[] }[]
    > {
      const found = require(id)
        .series.filter(({ waves }) => waves.length > 0)
        .map((series) => ({ id: series.id, runs: runsWithin(series.waves, from, to) }));
      return transfer(
        found,
        found.flatMap(({ runs }) => runs.map(({ samples }) => samples.buffer)),
      );
    },
    /** All values: a few thousand an hour. */
    async numerics(id: number): Promise<readonly NumericCourse[]> {
      const courses = require(id)
        .series.filter(({ numerics }) => numerics.length > 0)
        .map(courseOf);
      return transfer(
        courses,
        courses.flatMap(({ from, to, value, isQuestionable }) => [
          from.buffer,
          to.buffer,
          value.buffer,
          isQuestionable.buffer,
        ]),
      );
    },
    async close(id: number): Promise<void> {
      open.delete(id);
    },
  };
}

function overviewOf(reading: VerifiedCapture): Omit<ReplayOverview, "id" | "treatment" | keyof Whose> {
  const { begin, endedAt, station, problems, links, devices, series, notices } = reading;
  return {
    startedAt: begin.startedAt,
    endedAt,
    station,
    problems,
    links,
    devices: devices.map((device) => {
      const own = series.filter((each) => each.device === device.id);
      return {
        ...device,
        gaps: gapsOf(own),
        values: own.reduce((sum, { numerics }) => sum + numerics.length, 0),
      };
    }),
    waves: series
      .filter(({ waves }) => waves.length > 0)
      .map((each) => ({ ...seriesOf(each), ...(rangeOf(each.waves) ?? { low: 0, high: 1 }) })),
    numerics: series.filter(({ numerics }) => numerics.length > 0).map(seriesOf),
    notices,
  };
}

function seriesOf({ id, device, label, unit, loinc }: CapturedSeries): ReplaySeries {
  return { id, device, label, unit, loinc: loinc ?? null };
}

function courseOf({ id, numerics }: CapturedSeries): NumericCourse {
  return {
    id,
    from: Float64Array.from(numerics, (each) => each.from),
    to: Float64Array.from(numerics, (each) => each.to),
    value: Float64Array.from(numerics, (each) => each.value ?? Number.NaN),
    isQuestionable: Uint8Array.from(numerics, (each) => (each.isQuestionable ? 1 : 0)),
    absent: numerics.map((each) => (each.value === null ? (each.absent ?? "unknown") : null)),
  };
}

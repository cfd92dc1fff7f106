import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { Card, ErrorState, Loaded, Muted, Stack } from "../../../ui/index.ts";
import { Controls } from "./Controls.tsx";
import { EventList } from "./EventList.tsx";
import { eventsOf } from "./events.ts";
import { Trend } from "./Trend.tsx";
import { useCourses, usePlayback } from "./useReplay.ts";
import { Values } from "./Values.tsx";
import { Waves } from "./Waves.tsx";

/** All that the instruments said, on one time axis: scrubbed, played, zoomed, and gone through from event to event. */
export default function Replay({ overview }: { readonly overview: ReplayOverview }) {
  const t = useTranslations("capturing.replay");
  const { startedAt, endedAt, waves, numerics } = overview;
  const { playback, change, goTo, now } = usePlayback(startedAt, endedAt);
  const courses = useCourses(overview);
  const events = useMemo(() => eventsOf(overview), [overview]);
  return (
    <Stack>
      <Controls playback={playback} events={events} onChange={change} onGoTo={goTo} />
      <Card title={t("waves")}>
        {waves.length === 0 ? (
          <Muted>{t("noWaves")}</Muted>
        ) : (
          <Waves overview={overview} events={events} playback={playback} now={now} />
        )}
      </Card>
      <Card title={t("values")}>
        {numerics.length === 0 ? (
          <Muted>{t("noValues")}</Muted>
        ) : (
          <Loaded of={courses} rows={2}>
            {(found) => <Values overview={overview} courses={found} at={playback.at} />}
          </Loaded>
        )}
      </Card>
      {numerics.length === 0 || courses.data === undefined ? null : (
        <Card title={t("trend")}>
          <Trend overview={overview} courses={courses.data} at={playback.at} onGoTo={goTo} />
        </Card>
      )}
      <Card title={t("events")} padded={false}>
        <EventList overview={overview} events={events} at={playback.at} onGoTo={goTo} />
      </Card>
      {courses.error === null ? null : <ErrorState error={courses.error} />}
    </Stack>
  );
}

import type { ReactNode } from "react";
import { Card } from "../layout/Card.tsx";
import { ErrorState } from "./ErrorState.tsx";
import { SkeletonRows } from "./Skeleton.tsx";

/** What is asked of the engine, as TanStack Query hands it over. */
export interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  refetch(): unknown;
}

export interface LoadedProps<Data> {
  readonly of: Asked<Data>;
  /** How many rows the outline has while it is on its way. */
  readonly rows?: number;
  /** What has arrived; older data stays beside an error. */
  readonly children: (data: Data) => ReactNode;
}

/** The states of something that is loaded: on its way, failed with a way to try again, or there. */
export function Loaded<Data>({ of, rows = 4, children }: LoadedProps<Data>) {
  const { data, error, isFetching } = of;
  const hasFailed = error !== null && error !== undefined;
  return (
    <>
      {hasFailed ? (
        <ErrorState error={error} onRetry={() => void of.refetch()} isRetrying={isFetching} />
      ) : null}
      {data === undefined && !hasFailed ? (
        <Card padded={false}>
          <SkeletonRows rows={rows} />
        </Card>
      ) : null}
      {data === undefined ? null : children(data)}
    </>
  );
}

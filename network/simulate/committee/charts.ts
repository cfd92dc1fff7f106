import type { Chart, Series } from "../chart.ts";
import type { CommitteeCase, CommitteeSimulation } from "./simulateCommittee.ts";

/** Published in P19: consensus latency on 25 machines. */
const PUBLISHED_LATENCY_MS = 1_460;

type Value = (of: CommitteeCase) => Omit<Series["points"][number], "x">;

/** The charts of the report, in its order. */
export function chartsOf({ model, cases, bounds }: CommitteeSimulation): readonly Chart[] {
  const byStations = (expected: number, value: Value): Series["points"] =>
    cases.filter((each) => each.expected === expected).map((each) => ({ x: each.stations, ...value(each) }));
  const forEachSize = (value: Value): readonly Series[] =>
    model.expected.map((expected) => ({
      name: `${expected} seats`,
      points: byStations(expected, value),
    }));
  const middle = model.expected[Math.floor((model.expected.length - 1) / 2)] ?? 0;
  const largest = cases.filter((each) => each.stations === model.stations.at(-1));
  return [
    {
      title: "Stations in the committee",
      xLabel: "stations",
      yLabel: "members, mean; bars: least and most of all epochs",
      series: forEachSize(({ members }) => ({ y: members.mean, low: members.least, high: members.most })),
    },
    {
      title: "Seats drawn",
      xLabel: "expected seats",
      yLabel: `seats of ${model.stations.at(-1)} stations; bars: least and most`,
      series: [
        {
          name: "all",
          points: largest.map(({ expected, seats }) => ({
            x: expected,
            y: seats.mean,
            low: seats.least,
            high: seats.most,
          })),
        },
        {
          name: "at least, λ = 10",
          points: bounds.map((each) => ({ x: each.expected, y: each.bounds.all.min })),
        },
        {
          name: "at most, λ = 10",
          points: bounds.map((each) => ({ x: each.expected, y: each.bounds.all.max })),
        },
        {
          name: "silent",
          points: largest.map(({ expected, silentSeats }) => ({
            x: expected,
            y: silentSeats.mean,
            low: silentSeats.least,
            high: silentSeats.most,
          })),
        },
      ],
    },
    {
      title: "Votes that more than two thirds of the seats signed",
      xLabel: "expected seats",
      yLabel: `% of all votes, ${Math.round(model.silentShare * 100)} % of the tokens silent`,
      series: model.stations.map((stations) => ({
        name: `${stations} stations`,
        points: cases
          .filter((each) => each.stations === stations)
          .map((each) => ({ x: each.expected, y: 100 * each.reached })),
      })),
    },
    {
      title: `Latency of a vote, ${middle} seats`,
      xLabel: "stations",
      yLabel: "ms from the proposal, median; bars: to the 95th of 100",
      series: [
        {
          name: "collected",
          points: byStations(middle, ({ collectedMs }) => upTo95(collectedMs)),
        },
        { name: "final on the chain", points: byStations(middle, ({ finalMs }) => upTo95(finalMs)) },
      ],
      reference: { name: "published (P19)", y: PUBLISHED_LATENCY_MS },
    },
    {
      title: `Messages of a vote, ${middle} seats`,
      xLabel: "stations",
      yLabel: "messages, mean",
      isLogarithmic: true,
      series: [
        { name: "collected by one", points: byStations(middle, ({ messages }) => ({ y: messages.mean })) },
        {
          name: "everyone to everyone",
          points: byStations(middle, ({ everyoneToEveryone }) => ({ y: everyoneToEveryone })),
        },
      ],
    },
    {
      title: `Bytes of a vote on the chain, ${middle} seats`,
      xLabel: "stations",
      yLabel: "bytes, mean",
      series: [
        {
          name: "added up (BLS)",
          points: byStations(middle, ({ evidenceBytes }) => ({ y: evidenceBytes.mean })),
        },
        { name: "one by one (ECDSA)", points: byStations(middle, ({ ecdsaBytes }) => ({ y: ecdsaBytes })) },
      ],
    },
  ];
}

function upTo95({ median, p95 }: CommitteeCase["finalMs"]) {
  return { y: median, low: median, high: p95 };
}

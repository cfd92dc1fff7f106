import { escapeText, renderChart } from "../chart.ts";
import { chartsOf } from "./charts.ts";
import type { CommitteeSimulation } from "./simulateCommittee.ts";

const STYLE = `
:root { color-scheme: light dark; --line: #8884; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
figure { margin: 2rem 0; } figcaption { font-weight: 600; }
svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: currentColor; }
.grid { stroke: var(--line); } .reference { stroke: currentColor; stroke-dasharray: 6 4; fill: none; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } .wide { overflow-x: auto; }
th, td { white-space: nowrap; padding: 0.2rem 0.7rem; text-align: right; border-bottom: 1px solid var(--line); }
`;

/** The report as one HTML page that needs nothing else. */
export function renderReport(simulation: CommitteeSimulation): string {
  const { model, setup, votes, cases, bounds } = simulation;
  const { network, work } = model;
  const figures = chartsOf(simulation).map(
    (chart) => `<figure><figcaption>${escapeText(chart.title)}</figcaption>${renderChart(chart)}</figure>`,
  );
  const given = [
    `Seed ${model.seed}; ${model.epochs} epochs of each number of stations, ${model.votesPerEpoch} votes an epoch.`,
    `${model.tokens} tokens, held in proportion to 1/rank^${model.skew}; holders of ${percent(model.silentShare)} of them say nothing at all.`,
    `Every draw is a real proof and every seat is counted as the contract counts it; each epoch's seed comes from the lowest draw before.`,
    `A message takes ${network.medianDelayMs} ms in the middle (log-normal, ${network.spread}) and leaves at ${network.uplinkBytesPerMs} bytes a ms; a silent collector is waited for ${network.timeoutMs} ms; a block comes every ${network.blockMs} ms and is final.`,
    `Looking a proposal over ${work.checkProposalMs} ms, signing ${work.signMs}, adding a share ${work.addShareMs}, verifying ${work.verifyMs}: constants, so that a seed gives the same numbers everywhere. What this machine took is below.`,
  ];
  const caseRows = cases.map((each) => [
    each.stations,
    each.expected,
    round(each.members.mean),
    `${each.seats.least}–${each.seats.most}`,
    each.heaviestParts,
    percent(each.reached),
    round(each.collectedMs.median),
    round(each.finalMs.median),
    round(each.finalMs.p95),
    round(each.messages.mean),
    round(each.bytes.mean / 1_000),
  ]);
  const caseHeads = ["stations", "expected seats", "members", "seats", "parts of the heaviest", "reached"];
  const timeHeads = ["collected, ms", "final, ms", "final, p95", "messages", "kB"];
  const voteRows = votes.map((each) => [
    each.stations,
    each.members,
    each.signers,
    each.leftOut.join(", "),
    each.signMs.toFixed(2),
    each.aggregateMs.toFixed(1),
    each.verifyMs.toFixed(1),
    each.verifyDrawMs.toFixed(1),
  ]);
  const voteHeads = [
    "stations",
    "members",
    "signers",
    "false share of",
    "sign, ms",
    "add up",
    "verify",
    "verify a draw",
  ];
  const boundRows = bounds.map((each) => [
    each.expected,
    `${each.bounds.adversary.min}–${each.bounds.adversary.max}`,
    `${each.bounds.honest.min}–${each.bounds.honest.max}`,
    `${each.bounds.all.min}–${each.bounds.all.max}`,
    each.bounds.quorum ?? "none",
  ]);
  const body = [
    "<h1>Committees of MedLattice, simulated</h1>",
    "<h2>What is given</h2>",
    `<ul>${given.map((each) => `<li>${escapeText(each)}</li>`).join("")}</ul>`,
    ...figures,
    "<h2>All cases</h2>",
    table([...caseHeads, ...timeHeads], caseRows),
    "<h2>Bounds, λ = 10, the silent as adversary (P7)</h2>",
    table(["expected seats", "adversary", "honest", "all", "quorum"], boundRows),
    "<h2>With real signatures, on this machine</h2>",
    `<p>${setup.stations} stations set up in ${Math.round(setup.ms)} ms, ${setup.contributionBytes} bytes of contributions; left out: ${setup.leftOut.length}, all silent. One member of each committee signed something else.</p>`,
    table(voteHeads, voteRows),
  ];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Committees, simulated</title><meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>${body.join("\n")}</body></html>\n`;
}

type Cell = string | number;

function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeText(String(cell))}</${tag}>`).join("")}</tr>`;
  return `<div class="wide"><table><thead>${line(heads, "th")}</thead><tbody>${rows.map((row) => line(row, "td")).join("")}</tbody></table></div>`;
}

function percent(share: number): string {
  return `${round(100 * share)} %`;
}

function round(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

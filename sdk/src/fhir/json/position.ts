export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns indexes of a text into lines and columns; the lines are counted when the first position is asked for. */
export function createPositionFinder(text: string): (index: number) => Position {
  let starts: number[] | undefined;
  return (index) => {
    starts ??= lineStarts(text);
    const line = lastAtOrBefore(starts, index);
    const start = starts[line] ?? 0;
    return { line: line + 1, column: characters(text, start, index) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtOrBefore(starts: readonly number[], index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A character outside the basic plane is two units of the text but one column. */
function characters(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}

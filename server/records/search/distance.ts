/**
 * How many letters must be put in, taken out, replaced, or swapped with their neighbour to make one word of the other
 * (Damerau–Levenshtein, optimal string alignment). Answers `most + 1` as soon as it is more than `most`.
 */
export function typingErrors(a: string, b: string, most: number): number {
  const [left, right] = [[...a], [...b]];
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before: number[] = [];
  let above = right.map((_, column) => column);
  above.push(right.length);
  for (const [row, letter] of left.entries()) {
    const current = [row + 1];
    for (const [column, other] of right.entries()) {
      const same = letter === other ? 0 : 1;
      let cost = Math.min(above[column]! + same, above[column + 1]! + 1, current[column]! + 1);
      const swapped = row > 0 && column > 0 && letter === right[column - 1] && left[row - 1] === other;
      if (swapped) cost = Math.min(cost, before[column - 1]! + 1);
      current.push(cost);
    }
    if (Math.min(...current) > most) return most + 1;
    before = above;
    above = current;
  }
  return above[right.length]!;
}

/** How many errors a word of this length is forgiven: short words would turn into anything. */
export function forgiven(length: number): number {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

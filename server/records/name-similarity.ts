const fewestLettersToErr = 3;
/** People seldom err in the first letter: Lina and Dina are two names. */
const startCounts = 0.15;
/** From here on two words are taken for one word spelled in two ways. */
const sameWordFrom = 0.66;

/**
 * The fewest insertions, deletions, replacements and exchanges of two neighbours that turn one word into the other
 * (optimal string alignment distance).
 */
function distance(one: string, other: string): number {
  const a = Array.from(one);
  const b = Array.from(other);
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(above[column]! + 1, line[column - 1]! + 1, above[column - 1]! + cost);
      const exchanged = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (exchanged) least = Math.min(least, before[column - 2]! + 1);
      line.push(least);
    }
    before = above;
    above = line;
  }
  return above[b.length]!;
}

function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  const longest = Math.max(one.length, other.length);
  if (Math.min(one.length, other.length) < fewestLettersToErr) return 0;
  const otherStart = one[0] === other[0] ? 0 : startCounts;
  return 1 - distance(one, other) / longest - otherStart;
}

/**
 * How alike two names are, 0 to 1, both as `match_name` of the database has them: each word looks for its best partner in
 * the other name, whatever the order, and the letters of words that found one count against all letters (Dice's
 * coefficient). So a shared last name alone is never enough, and a second word that differs by a letter is.
 */
export function nameLikeness(one: string, other: string): number {
  if (one === other) return 1;
  const left = one.split(' ');
  const free = other.split(' ');
  let shared = 0;
  for (const word of left.toSorted((a, b) => b.length - a.length)) {
    let best = -1;
    let bestLikeness = sameWordFrom;
    for (const [at, candidate] of free.entries()) {
      const likeness = wordLikeness(word, candidate);
      if (likeness >= bestLikeness) [best, bestLikeness] = [at, likeness];
    }
    if (best < 0) continue;
    shared += (word.length + free[best]!.length) * bestLikeness;
    free.splice(best, 1);
  }
  const letters = one.replaceAll(' ', '').length + other.replaceAll(' ', '').length;
  return letters === 0 ? 0 : Math.min(0.99, shared / letters);
}

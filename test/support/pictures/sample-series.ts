/** How many points a line has. */
export const points = 48;
/** When the release of the picture moves the traffic, as a share of the time shown. */
const releasedAt = 0.6;
/** How long the old tasks stay after that. */
const staysFor = 0.12;

/**
 * Made-up values between 0 and 1 for a line of this name, undefined where it would have none: the same at each run, and
 * with a release in them, from blue to green and from one version to the next.
 */
export function sampleSeries(label: string, asks: string): readonly (number | undefined)[] {
  const random = numbersFrom(`${asks} ${label}`);
  const level = levelOf(label, asks.toLowerCase(), random());
  // Tasks come and go one at a time, and seldom.
  const noise = / tasks\b/.test(asks) && !/full|keep/.test(asks) ? 0 : 0.3;
  const values = Array.from({ length: points }, () => level * (1 - noise / 2 + noise * random()));
  return values.map((value, index) => {
    const share = presenceOf(label, index / (points - 1));
    return share === undefined ? undefined : Math.min(0.97, value * share);
  });
}

/** What nobody wants is seldom, and what stands on both sides of a release is alike. */
function levelOf(label: string, asks: string, random: number): number {
  if (/fail|error|circuit|aside|drop/.test(asks) && !/\bhandled\b/.test(label)) return 0.03;
  if (/fail|ill|not answered|waiting/.test(label)) return 0.03;
  if (/: (old|new)$|blue|green|wanted|running/.test(label) && !/p\d\d/.test(label)) return 0.6;
  if (label === 'got to the end') return 0.9;
  if (/p50|mean/.test(label)) return 0.25;
  if (/p95/.test(label)) return 0.45;
  if (/p99|fullest|worst/.test(label)) return 0.65;
  return 0.25 + 0.5 * random;
}

function presenceOf(label: string, time: number): number | undefined {
  const isOld = /\bblue\b|: old$/.test(label);
  const isNew = /\bgreen\b|: new$/.test(label);
  if (!isOld && !isNew) return 1;
  const isTasks = /well|ill/.test(label);
  if (isOld) {
    const ends = releasedAt + (isTasks ? staysFor : 0.03);
    return time > ends ? undefined : 1;
  }
  return time < releasedAt - (isTasks ? 0.08 : 0) ? undefined : 1;
}

/** Numbers between 0 and 1, always the same for the same words. */
function numbersFrom(words: string): () => number {
  let state = [...words].reduce(
    (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619),
    2166136261,
  );
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

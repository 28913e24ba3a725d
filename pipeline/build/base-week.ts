const dayMs = 24 * 60 * 60 * 1000;

/**
 * The week whose base layers an image is built on, as ISO 8601 counts them, in UTC: `2026-W47`. Base images move without
 * any file of ours changing; a week in the tag makes a new image of them once a week, and not twice.
 */
export function baseWeekOf(instant: number): string {
  const date = new Date(instant);
  // A week belongs to the year that its Thursday is in.
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3),
  );
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

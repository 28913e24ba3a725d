/** `since 07:12:04Z, 4 minutes ago` */
export function sinceWords(moment: number, now: number): string {
  return `since ${new Date(moment).toISOString().slice(11, 19)}Z, ${ago(now - moment)}`;
}

/** `4 minutes ago` */
export function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 90) return `${seconds} seconds ago`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`;
}

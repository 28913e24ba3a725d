/** Where something is drawn, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function inside(
  { x, y, width, height }: Box,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Box {
  return { x: x + left, y: y + top, width: width - left - right, height: height - top - bottom };
}

export function text(x: number, y: number, words: string, kind: string): string {
  return `<text x="${Math.round(x)}" y="${Math.round(y)}" class="${kind}">${escaped(words)}</text>`;
}

/** As much as has room; letters of these pictures are about so wide. */
export function clipped(words: string, width: number, letter = 5.6): string {
  const most = Math.max(1, Math.floor(width / letter));
  return words.length <= most ? words : `${words.slice(0, most - 1)}…`;
}

export function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The text of one element of an answer. */
export function elementText(xml: string, element: string): string {
  const [, value] = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml) ?? [];
  if (value === undefined) throw new Error(`SNS answered without ${element}: ${xml.slice(0, 200)}`);
  return value;
}

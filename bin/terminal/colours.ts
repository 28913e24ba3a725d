import { styleText } from 'node:util';

export type Colour = 'red' | 'green' | 'yellow' | 'bold' | 'dim';

export type Paint = (colour: Colour, text: string) => string;

/** Colours where a person looks at a terminal; none in a pipe, a file, or where NO_COLOR asks for none. */
export function coloursFor(stream: NodeJS.WriteStream): Paint {
  return (colour, text) => styleText(colour, text, { stream });
}

import { badRequest } from '../problems/problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Deeper than any body we define, and far from what overflows the stack of whoever walks the value. */
const deepest = 32;

/** The value in the bytes of a body; everything wrong with them is a 400 that says where. */
export function parseJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  refuseDepth(text);
  try {
    return JSON.parse(text, mayNameAPrototype(text) ? refusePrototype : undefined);
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest(`the body is not JSON: ${placeOf(error, text)}`);
    throw error;
  }
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw badRequest('the body is not UTF-8');
  }
}

/** V8's message quotes what was sent, so only the place is told. */
function placeOf(error: SyntaxError, text: string): string {
  if (text.trim() === '') return 'it is empty';
  const position = /position (\d+)/.exec(error.message)?.[1] ?? unexpectedAt(text);
  return position === undefined ? 'it ends too early' : `syntax error at position ${position}`;
}

/** For an unexpected token V8 names no position: it is where the shortest beginning ends that has the same fault. */
function unexpectedAt(text: string): number | undefined {
  if (!isUnexpected(text)) return undefined;
  let sound = 0;
  let faulty = text.length;
  while (faulty - sound > 1) {
    const middle = (sound + faulty) >> 1;
    if (isUnexpected(text.slice(0, middle))) faulty = middle;
    else sound = middle;
  }
  return sound;
}

function isUnexpected(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return error instanceof SyntaxError && error.message.startsWith('Unexpected token');
  }
}

function refuseDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > deepest)
        throw badRequest(`the body nests deeper than ${deepest} levels at position ${index}`);
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
}

/** `__proto__` as a key would change the prototype of what the value is merged into. */
function mayNameAPrototype(text: string): boolean {
  return text.includes('proto') || text.includes('\\u');
}

function refusePrototype(this: unknown, key: string, value: unknown): unknown {
  if (key === '__proto__') throw badRequest("the body may not hold a member called '__proto__'");
  return value;
}

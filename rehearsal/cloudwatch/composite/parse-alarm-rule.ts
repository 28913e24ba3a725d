import { alarmNameOf } from '../alarm-name.ts';
import { type AlarmState, alarmStates } from '../alarm-state.ts';
import type { AlarmRule } from './alarm-rule.ts';

/** @param subject begins the error: `alarm 'dev/shop/down'` */
export function parseAlarmRule(text: string, subject: string): AlarmRule {
  const parser = new RuleParser(text, subject);
  const rule = parser.rule();
  parser.expectEnd();
  return rule;
}

class RuleParser {
  readonly #text: string;
  readonly #subject: string;
  /** Names come in quotes or without, signs alone. */
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(text: string, subject: string) {
    this.#text = text;
    this.#subject = subject;
    this.#tokens = text.match(/"[^"]*"|[(),]|[^\s"(),]+/g) ?? [];
  }

  rule(): AlarmRule {
    const first = this.#operand();
    const operator = this.#tokens[this.#next];
    if (operator !== 'AND' && operator !== 'OR') return first;
    const operands = [first];
    while (this.#take(operator)) operands.push(this.#operand());
    if (['AND', 'OR'].includes(this.#tokens[this.#next] ?? '')) {
      throw this.#wrong(
        'AND and OR beside each other need parentheses, since AWS does not say which binds first',
      );
    }
    return { kind: operator === 'AND' ? 'and' : 'or', operands };
  }

  expectEnd(): void {
    const left = this.#tokens[this.#next];
    if (left !== undefined) throw this.#wrong(`nothing is expected after its end, and here is '${left}'`);
  }

  #operand(): AlarmRule {
    const word = this.#word();
    if (word === 'NOT') return { kind: 'not', operand: this.#operand() };
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'constant', holds: word === 'TRUE' };
    if (word === 'AT_LEAST') return this.#atLeast();
    if (word === '(') {
      const inner = this.rule();
      this.#expect(')');
      return inner;
    }
    const state = this.#state(word);
    this.#expect('(');
    const alarm = this.#name();
    this.#expect(')');
    return { kind: 'state', state, alarm };
  }

  /** `AT_LEAST(2, ALARM, ("a", "b", "c"))`, `AT_LEAST(50%, NOT OK, ("a", "b"))` */
  #atLeast(): AlarmRule {
    this.#expect('(');
    const [, number, percent] = /^(\d+)(%?)$/.exec(this.#word()) ?? [];
    if (number === undefined) throw this.#wrong('AT_LEAST begins with a count or a percentage');
    this.#expect(',');
    const isNot = this.#take('NOT');
    const state = this.#state(this.#word());
    this.#expect(',');
    this.#expect('(');
    const alarms = [this.#name()];
    while (this.#take(',')) alarms.push(this.#name());
    this.#expect(')');
    this.#expect(')');
    const count = percent === '%' ? Math.ceil((Number(number) * alarms.length) / 100) : Number(number);
    const operands = alarms
      .map((alarm): AlarmRule => ({ kind: 'state', state, alarm }))
      .map((operand): AlarmRule => (isNot ? { kind: 'not', operand } : operand));
    return { kind: 'at least', count, operands };
  }

  #state(word: string): AlarmState {
    const state = alarmStates.find((each) => each === word);
    if (state !== undefined) return state;
    throw this.#wrong(
      `'${word}' is unknown, use ${[...alarmStates, 'AT_LEAST', 'TRUE', 'FALSE', 'NOT', 'AND', 'OR'].join(', ')}`,
    );
  }

  #name(): string {
    const word = this.#word();
    if (['(', ')', ','].includes(word))
      throw this.#wrong(`the name of an alarm is expected before '${word}'`);
    return alarmNameOf(word.startsWith('"') ? word.slice(1, -1) : word);
  }

  #word(): string {
    const word = this.#tokens[this.#next];
    if (word === undefined) throw this.#wrong('it ends too early');
    this.#next += 1;
    return word;
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#next] !== word) return false;
    this.#next += 1;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign))
      throw this.#wrong(`'${sign}' is expected before '${this.#tokens[this.#next] ?? 'its end'}'`);
  }

  #wrong(sentence: string): Error {
    return new Error(`${this.#subject}: its rule '${this.#text}' is none: ${sentence}`);
  }
}

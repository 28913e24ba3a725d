import type { AlarmState } from '../alarm-state.ts';

/** The rule of a composite alarm, as it is written. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'not'; readonly operand: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly AlarmRule[] }
  | { readonly kind: 'at least'; readonly count: number; readonly operands: readonly AlarmRule[] };

export function ruleHolds(rule: AlarmRule, stateOf: (alarm: string) => AlarmState): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.holds;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'not':
      return !ruleHolds(rule.operand, stateOf);
    case 'and':
      return rule.operands.every((operand) => ruleHolds(operand, stateOf));
    case 'or':
      return rule.operands.some((operand) => ruleHolds(operand, stateOf));
    case 'at least':
      return rule.operands.filter((operand) => ruleHolds(operand, stateOf)).length >= rule.count;
  }
}

/** All alarms it asks for their state. */
export function alarmsOf(rule: AlarmRule): readonly string[] {
  if (rule.kind === 'state') return [rule.alarm];
  if (rule.kind === 'not') return alarmsOf(rule.operand);
  return 'operands' in rule ? rule.operands.flatMap(alarmsOf) : [];
}

import { AwsError } from '../plane.ts';
import type { NativeParts } from './native-parts.ts';
import type { NativeSettings } from './native-settings.ts';

/** The two rules of a service, and how they divide between its target groups. */
export class TwoColours {
  readonly #settings: NativeSettings;
  readonly #rules: NativeParts['rules'];

  constructor(settings: NativeSettings, rules: NativeParts['rules']) {
    this.#settings = settings;
    this.#rules = rules;
  }

  /** Refuses rules that do not lead to both, as ECS does before it makes or changes a service. */
  check(): void {
    const { productionRuleArn, testRuleArn, targetGroupArns } = this.#settings;
    const reached = [productionRuleArn, testRuleArn]
      .flatMap((rule) => (rule === undefined ? [] : this.#rules.forwardOf(rule)))
      .map(({ targetGroupArn }) => targetGroupArn);
    if (targetGroupArns.every((arn) => reached.includes(arn))) return;
    throw new AwsError(
      'InvalidParameterException',
      'Service deployment rolled back because of invalid networking configuration. Both targetGroup and alternateTargetGroup must be associated with the productionListenerRule or testListenerRule.',
    );
  }

  /** The group that rests while this one serves. */
  other(targetGroupArn: string | undefined): string {
    const [one, two] = this.#settings.targetGroupArns;
    return targetGroupArn === one ? two : one;
  }

  test(green: string, greenPercent: number): void {
    const { testRuleArn } = this.#settings;
    if (testRuleArn !== undefined) this.#shift(testRuleArn, green, greenPercent);
  }

  production(green: string, greenPercent: number): void {
    this.#shift(this.#settings.productionRuleArn, green, greenPercent);
  }

  #shift(rule: string, green: string, greenPercent: number): void {
    this.#rules.setForward(
      rule,
      this.#settings.targetGroupArns.map((targetGroupArn) => ({
        targetGroupArn,
        weight: Math.round(targetGroupArn === green ? greenPercent : 100 - greenPercent),
      })),
    );
  }
}

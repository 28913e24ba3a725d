import type { Rule } from '../diagnosis.ts';

/** Names that belong to nobody, by RFC 2606, and the ids that came with the example. */
const example = /(^|\.)example(\.(com|net|org))?$/;

export const placeholderDomain: Rule = ({ domain, stage }) => {
  if (domain === undefined) return undefined;
  const wrong = [
    ...(example.test(domain.name) ? [`domain.name is ${domain.name}, a name that nobody can own`] : []),
    ...(/^Z0{6,}|EXAMPLE/.test(domain.hostedZoneId)
      ? [`domain.hostedZoneId is ${domain.hostedZoneId}, no zone of yours`]
      : []),
  ];
  if (wrong.length === 0) return undefined;
  return {
    name: 'placeholder domain',
    cause: `${stage} still has the domain it came with: its certificate is never validated, and its first deployment waits until it fails.`,
    evidence: wrong,
    next: `put your domain and its hosted zone in platform/stages.ts, then npx shoal deploy --stage ${stage}`,
    weight: 'wrong',
  };
};

import type { Check, Complaint } from './shape.ts';
import { isRecord } from './shape.ts';

const namePattern = /^[a-z][a-zA-Z0-9]*$/;

/** The settings of a service, where it has any. */
export const settingsCheck: Check = (settings) => {
  if (settings === undefined) return undefined;
  if (!isRecord(settings)) {
    return { wrong: 'is no object', allowed: 'settings by name', fix: 'name each setting' };
  }
  for (const [name, setting] of Object.entries(settings)) {
    if (!namePattern.test(name)) {
      return { wrong: `names '${name}'`, allowed: 'names like largestPage', fix: 'write it in camel case' };
    }
    const complaint = complaintOf(setting);
    if (complaint !== undefined) return { ...complaint, wrong: `has '${name}', which ${complaint.wrong}` };
  }
  return undefined;
};

function complaintOf(setting: unknown): Complaint | undefined {
  if (!isRecord(setting) || typeof setting.about !== 'string' || setting.about === '') {
    return { wrong: 'does not say what it is about', allowed: 'a sentence', fix: 'write `about`' };
  }
  if (setting.type === 'boolean') {
    if (typeof setting.default === 'boolean') return undefined;
    return { wrong: 'has no default', allowed: 'true, false', fix: 'write `default`' };
  }
  if (setting.type === 'string') {
    const choices: readonly unknown[] = Array.isArray(setting.enum) ? setting.enum : [];
    if (choices.includes(setting.default)) return undefined;
    return {
      wrong: 'has a default that is none of its choices',
      allowed: choices.join(', '),
      fix: 'write `enum`',
    };
  }
  if (setting.type !== 'integer' && setting.type !== 'number') {
    return {
      wrong: 'has no such type',
      allowed: 'boolean, integer, number, string',
      fix: 'choose one of them',
    };
  }
  const { minimum, maximum, default: usual } = setting;
  const inBounds = Number(minimum) <= Number(usual) && Number(usual) <= Number(maximum);
  if (inBounds && (setting.type === 'number' || Number.isInteger(usual))) return undefined;
  return {
    wrong: `has a default that is not in its bounds`,
    allowed: `${minimum} to ${maximum}`,
    fix: 'write `minimum`, `maximum` and a `default` between them',
  };
}

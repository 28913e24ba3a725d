import { describe, expect, it } from '@jest/globals';
import { Calendar } from '../../../rehearsal/calendar/calendar.ts';
import { readSchedule } from '../../../rehearsal/calendar/schedule-expression.ts';
import { CalendarClock } from '../calendar-clock.ts';

function calendarAt(now: string, keepsRecurring = true) {
  const clock = new CalendarClock(now);
  const said: string[] = [];
  const done: string[] = [];
  const calendar = new Calendar({ clock, keepsRecurring, say: (sentence) => said.push(sentence) });
  const book = (key: string, expression: string, more: { readonly from?: number } = {}) =>
    calendar.book(key, {
      schedule: readSchedule(expression, 'Europe/Berlin'),
      words: key,
      act: () => done.push(`${key} ${new Date(clock.now()).toISOString().slice(0, 16)}`),
      ...more,
    });
  return { clock, calendar, said, done, book };
}

describe('the calendar', () => {
  it('does what recurs each time it is due, by the clocks of its zone', async () => {
    const { clock, done, book } = calendarAt('2026-11-20T12:00:00Z');
    book('sleeps', 'cron(0 20 ? * MON-FRI *)');
    await clock.putTo('2026-11-24T23:00:00Z');
    expect(done).toEqual(['sleeps 2026-11-20T19:00', 'sleeps 2026-11-23T19:00', 'sleeps 2026-11-24T19:00']);
  });

  it('does what is due once and then forgets it', async () => {
    const { clock, done, book } = calendarAt('2026-11-20T12:00:00Z');
    book('once', 'at(2026-11-20T23:00:00)');
    await clock.putTo('2026-12-20T00:00:00Z');
    expect(done).toEqual(['once 2026-11-20T22:00']);
  });

  it('leaves out what is due before it begins', async () => {
    const { clock, done, book } = calendarAt('2026-11-19T12:00:00Z');
    book('sleeps', 'cron(0 20 * * ? *)', { from: Date.parse('2026-11-19T22:00:00Z') });
    await clock.putTo('2026-11-20T23:00:00Z');
    expect(done).toEqual(['sleeps 2026-11-20T19:00']);
  });

  it('does nothing that recurs where it is not asked to, and still what is due once', async () => {
    const { clock, done, book } = calendarAt('2026-11-20T12:00:00Z', false);
    book('sleeps', 'cron(0 20 * * ? *)');
    book('once', 'at(2026-11-20T23:00:00)');
    await clock.putTo('2026-11-22T00:00:00Z');
    expect(done).toEqual(['once 2026-11-20T22:00']);
  });

  it('does nothing that was cancelled, replaced or left when it closed', async () => {
    const { clock, calendar, done, book } = calendarAt('2026-11-20T12:00:00Z');
    book('cancelled', 'at(2026-11-20T15:00:00)');
    book('replaced', 'at(2026-11-20T15:00:00)');
    book('replaced', 'at(2026-11-20T16:00:00)');
    book('left', 'at(2026-11-20T18:00:00)');
    calendar.cancel('cancelled');
    await clock.putTo('2026-11-20T16:00:00Z');
    calendar.close();
    await clock.putTo('2026-11-20T20:00:00Z');
    expect(done).toEqual(['replaced 2026-11-20T15:00']);
  });

  it('says what failed, and goes on', async () => {
    const { clock, calendar, said } = calendarAt('2026-11-20T12:00:00Z');
    const act = () => Promise.reject(new Error('the database is being backed up'));
    const schedule = readSchedule('cron(0 20 * * ? *)');
    calendar.book('database', { schedule, words: 'the database sleeps', act });
    await clock.putTo('2026-11-21T21:00:00Z');
    expect(said).toEqual(
      Array(2).fill('by the clock: the database sleeps, and that failed: the database is being backed up'),
    );
  });
});

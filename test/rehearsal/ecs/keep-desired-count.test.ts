import { describe, expect, it } from '@jest/globals';
import { keepDesiredCount } from '../../../rehearsal/ecs/keep-desired-count.ts';
import type { TaskView } from '../../../rehearsal/ecs/task-view.ts';

const patience = { now: 100_000, graceMs: 60_000 };
let ids = 0;
function task(more: Partial<TaskView> = {}): TaskView {
  ids += 1;
  return { id: `task-${ids}`, phase: 'running', createdAt: 0, target: 'healthy', container: 'none', ...more };
}
const sick = (more: Partial<TaskView> = {}) => task({ target: 'unhealthy', ...more });

describe('keeping the desired count', () => {
  it('starts what is missing, stopping tasks not counted', () => {
    expect(keepDesiredCount([task(), task({ phase: 'stopping' })], 3, patience)).toMatchObject({ start: 2 });
  });

  it('does nothing when as many as desired are there or on their way', () => {
    const views = [task(), task({ phase: 'starting', target: 'unknown' })];
    expect(keepDesiredCount(views, 2, patience)).toEqual({ start: 0, surplus: [], sick: [] });
  });

  it('lets go of those who do not serve yet, then of the youngest', () => {
    const [old, young, starting] = [
      task(),
      task({ createdAt: 5 }),
      task({ phase: 'starting', target: 'unknown' }),
    ];
    expect(keepDesiredCount([old, young, starting], 1, patience).surplus).toEqual([starting, young]);
  });

  it('starts another beside a sick one, and keeps the sick one until then', () => {
    const ill = sick();
    expect(keepDesiredCount([ill], 1, patience)).toEqual({ start: 1, surplus: [], sick: [] });
    expect(keepDesiredCount([ill, task({ phase: 'starting', target: 'unknown' })], 1, patience).sick).toEqual(
      [],
    );
    expect(keepDesiredCount([ill, task()], 1, patience).sick).toEqual([ill]);
  });

  it('does not call a task sick during its grace period', () => {
    const young = sick({ createdAt: 50_000 });
    expect(keepDesiredCount([young], 1, patience)).toEqual({ start: 0, surplus: [], sick: [] });
  });

  it('gives no grace to a failed container health check', () => {
    const ill = task({ container: 'unhealthy', createdAt: 99_999 });
    expect(keepDesiredCount([ill, task()], 1, patience).sick).toEqual([ill]);
  });

  it('has never more than twice the desired count, and then gives up a sick one', () => {
    const [first, second] = [sick(), sick()];
    expect(keepDesiredCount([first, second], 1, patience)).toEqual({ start: 0, surplus: [], sick: [first] });
  });

  it('keeps a task that recovers, and lets the newcomer go', () => {
    const newcomer = task({ createdAt: 9 });
    expect(keepDesiredCount([task(), newcomer], 1, patience)).toEqual({
      start: 0,
      surplus: [newcomer],
      sick: [],
    });
  });
});

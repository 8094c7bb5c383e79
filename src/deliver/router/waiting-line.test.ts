import { describe, expect, it } from 'vitest';
import { Instance } from './instance.ts';
import type { Seat } from './seat.ts';
import { type WaitEnd, WaitingLine } from './waiting-line.ts';

const instance = new Instance('a', '', { id: 'a1', host: '127.0.0.1', port: 1 }, 1_000);
const seat: Seat = { instance, group: 'a', flags: undefined, cookie: undefined };

/** A line in front of a door that lets so many through. */
class Door {
  readonly line = new WaitingLine({ maxRequests: 50, maxBytes: 1_000 });
  readonly through: number[] = [];
  room = 0;

  join(number: number, bytes = 10, leave?: (gone: () => void) => void): Promise<Seat | WaitEnd> {
    return this.line.join({
      take: () => {
        if (this.room === 0) return undefined;
        this.room -= 1;
        this.through.push(number);
        return seat;
      },
      bytes,
      timeoutMs: 60_000,
      onGone: gone => {
        leave?.(gone);
        return () => undefined;
      },
    });
  }

  open(room: number): void {
    this.room = room;
    this.line.wake();
  }
}

const numbers = Array.from({ length: 50 }, (_, i) => i);

describe('a waiting line', () => {
  it('lets go who came first, and who comes meanwhile last', async () => {
    const door = new Door();
    const all = numbers.slice(0, 40).map(number => door.join(number));
    door.open(100);
    const late = door.join(40);
    door.line.wake();
    expect(await Promise.all([...all, late])).toEqual(Array.from({ length: 41 }, () => seat));
    expect(door.through).toEqual(numbers.slice(0, 41));
  });

  it('goes on where it stopped when there was no more room', async () => {
    const door = new Door();
    const all = numbers.slice(0, 10).map(number => door.join(number));
    door.open(3);
    await Promise.all(all.slice(0, 3));
    expect([door.through, door.line.length]).toEqual([[0, 1, 2], 7]);
    door.open(100);
    await Promise.all(all);
    expect(door.through).toEqual(numbers.slice(0, 10));
  });

  it('forgets who leaves, and the bytes that it had', async () => {
    const door = new Door();
    let leave: (() => void) | undefined;
    const gone = door.join(0, 1_000, callback => {
      leave = callback;
    });
    expect(await door.join(1)).toBe('full');
    leave?.();
    expect(await gone).toBe('gone');
    const next = door.join(2);
    door.open(1);
    expect([await next, door.through]).toEqual([seat, [2]]);
  });

  it('is full at its number of requests, and sends all away when it is dismissed', async () => {
    const door = new Door();
    const all = numbers.map(number => door.join(number));
    expect(await door.join(50)).toBe('full');
    door.line.dismiss();
    expect(new Set(await Promise.all(all))).toEqual(new Set(['stopping']));
  });
});

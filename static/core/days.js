// @ts-check
/**
 * Days and times as the wall says them. Pure: every function takes the moment it speaks of.
 * The office lives in Asia/Shanghai, eight hours ahead of UTC all year, whatever the box thinks.
 */

const OFFICE_OFFSET_MS = 8 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;

/**
 * The office's calendar at a moment.
 * @param {number} nowMs  Milliseconds since 1970.
 * @returns {{ iso: string, month: number, day: number, weekday: number, clock: string }}
 */
export function officeTime(nowMs) {
  const shifted = new Date(nowMs + OFFICE_OFFSET_MS);
  const pad = (/** @type {number} */ n) => (n < 10 ? `0${n}` : String(n));
  return {
    iso: shifted.toISOString().slice(0, 10),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    clock: `${pad(shifted.getUTCHours())}:${pad(shifted.getUTCMinutes())}`,
  };
}

/**
 * How a publicity period stands on a day, and what is left of it: today included, but no day before its first. The phone
 * says the same (kiosk/faces/phone/period.py).
 * @param {string} first  "2026-11-18"
 * @param {string} last
 * @param {readonly string[]} workingDays  The period's working days.
 * @param {string} today
 * @returns {{ stand: "ahead" | "running" | "last_day" | "over", days: number, workingDays: number }}
 */
export function periodOn(first, last, workingDays, today) {
  if (today > last) return { stand: "over", days: 0, workingDays: 0 };
  const from = today < first ? first : today;
  return {
    stand: today < first ? "ahead" : today === last ? "last_day" : "running",
    days: Math.round((Date.parse(last) - Date.parse(from)) / DAY_MS) + 1,
    workingDays: workingDays.filter((day) => day >= from && day <= last).length,
  };
}

/**
 * Every day of a period with how it lies to today.
 * @param {string} first
 * @param {string} last
 * @param {string} today
 * @returns {{ day: number, lies: "past" | "today" | "ahead" }[]}
 */
export function periodDays(first, last, today) {
  const days = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS) {
    const iso = new Date(at).toISOString().slice(0, 10);
    const lies = /** @type {"past" | "today" | "ahead"} */ (
      iso < today ? "past" : iso === today ? "today" : "ahead"
    );
    days.push({ day: new Date(at).getUTCDate(), lies });
  }
  return days;
}

/**
 * Fill `{n}` and the like.
 * @param {string} pattern
 * @param {Record<string, string | number>} values
 */
export function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : whole,
  );
}

/**
 * A moment as the wall says it: of today the time is enough.
 * @param {string} pattern  How a day is written: "{month}/{day}".
 * @param {number} atMs
 * @param {number} nowMs
 */
export function whenSaid(pattern, atMs, nowMs) {
  const at = officeTime(atMs);
  return at.iso === officeTime(nowMs).iso ? at.clock : `${filled(pattern, { month: at.month, day: at.day })} ${at.clock}`;
}

/**
 * In which corner the night board has its clock: another one every ten minutes.
 * @param {string} clock  "02:41"
 * @returns {number} 0 to 3
 */
export function cornerAt(clock) {
  return Math.floor((Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) / 10) % 4;
}

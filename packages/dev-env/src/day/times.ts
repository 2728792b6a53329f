export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

/** The day that is played: a Monday, and the clocks in the office show UTC. */
const MIDNIGHT = Date.parse('2026-11-23T00:00:00Z')

/** That hour of the day, in milliseconds since the epoch. */
export const oClock = (hour: number): number => MIDNIGHT + hour * HOUR

/** `09:30` */
export const timeOfDay = (time: number): string => new Date(time).toISOString().slice(11, 16)

export const opensAt = oClock(8)
export const shiftsChangeAt = oClock(12)
export const gatewayDiesAt = oClock(12)
export const restartsAt = oClock(15)
export const closesAt = oClock(20)
/** The first customers write before anybody is there, the last ones when everybody has gone. */
export const beginsAt = oClock(7)
export const endsAt = oClock(21)

/** Reports whether a permit that is valid through a day has expired by another; one without an end has not. */
export function expiredOn(to: string | undefined, day: string): boolean {
  return !!to && to < day;
}

/** What falls due first after a report; `alarmOn` where another reading is earlier than the edition's own. */
export type FirstDate = { duty: string; title: string; dueOn: string; alarmOn?: string | undefined };

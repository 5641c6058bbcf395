import type { ContentKeys } from '../config/content-keys';
import { londonDateOf } from '../domain/calendar/london';
import type { OutsideActivities } from '.';

/** Destroys what people wrote of a case and its record, by destroying the key under which all of it is sealed. */
export const createDestroyContent =
  (destroy: ContentKeys['destroy']): OutsideActivities['destroyContent'] =>
  async ({ reference, by, atMs }) => {
    await destroy(reference, { by, atMs });
    return { reference, by, atMs, on: londonDateOf(atMs) };
  };

import type { ConfiguredServices } from '../../config/services';
import { OwnError } from '../../config/own-error';
import type { KeptRecords } from '../../config/records';
import { columns } from '../columns';
import { BadInput, type Terminal } from '../terminal';
import { closingOf } from './closing';
import { configured } from './open-service';

/** Reads every bag, of one case or of all, and prints a line for each case. @throws BadInput where one is not as it was kept. */
export const verifyRecords = async (only: string | undefined, terminal: Terminal): Promise<void> => {
  const services = configured();
  const kept = (await services.records.list()).filter(({ reference }) => (only ?? reference) === reference);
  if (only !== undefined && kept.length === 0) throw new BadInput(`No bag of ${only} is kept.`);
  let faults = 0;
  const rows: string[][] = [];
  for (const record of kept) {
    const { fault, sentence } = await verified(services, record);
    if (fault) faults += 1;
    rows.push([record.reference, fault ? 'FAULT' : 'well', sentence]);
  }
  terminal.out(rows.length === 0 ? 'No record is kept.\n' : `${columns(rows)}\n`);
  if (faults > 0)
    throw new BadInput(
      faults === 1 ? 'One record is not as it was kept' : `${faults} records are not as they were kept`,
    );
};

const verified = async (
  { contentKeys, records }: ConfiguredServices,
  { reference, bags }: KeptRecords,
): Promise<{ fault: boolean; sentence: string }> => {
  if (await contentKeys.destruction(reference))
    return { fault: false, sentence: 'It was destroyed: nobody can read it.' };
  const missing = Array.from({ length: (bags.at(-1) ?? 0) + 1 }, (_, bag) => bag).filter(
    (bag) => !bags.includes(bag),
  );
  if (missing.length > 0) return { fault: true, sentence: `Bag ${missing.join(', ')} is missing.` };
  try {
    for (const bag of bags) await records.read(reference, bag);
    await closingOf(records, reference);
    return { fault: false, sentence: bags.length === 1 ? '1 bag' : `${bags.length} bags` };
  } catch (error) {
    if (!(error instanceof OwnError)) throw error;
    return { fault: true, sentence: error.message };
  }
};

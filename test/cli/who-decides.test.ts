import { decidingRole } from '../../cli/records/decide';
import { parseDirectory } from '../../config/directory-file';
import sampleDirectory from '../../config/sample-directory.json';
import { wayTo } from '../../domain/permissions';
import { personasOf } from '../../local/personas';

const directory = parseDirectory(JSON.stringify(sampleDirectory));
const people = personasOf(directory, new Date().toISOString().slice(0, 10));

describe.each(['keep-record', 'destroy-record'] as const)('who decides: %s', (action) => {
  it.each(people.map(({ id, roles }) => [id, roles] as const))('%s, as the table says', (id, roles) => {
    const deciding = roles.filter((role) => wayTo(role, action) === 'command');
    const decide = () => decidingRole({ directory: () => directory }, id, action);
    if (deciding.length === 0) expect(decide).toThrow('holds none today');
    else expect(deciding).toContain(decide());
  });

  it('is the business unit, the Director or a partner, and never an administrator', () => {
    const decide = (id: string) => decidingRole({ directory: () => directory }, id, action);
    expect(decide('business-unit-a')).toBe('business-unit');
    expect(decide('police-partner')).toBe('police-partner');
    for (const id of ['administrator', 'scrutineer']) expect(() => decide(id)).toThrow('holds none today');
    expect(() => decide('stranger')).toThrow('knows nobody');
  });
});

import type { Command } from 'commander';
import { machineActions } from '../api/machines/actions';
import { access, type Access, type CaseState, type Way, type Who } from '../domain/access';
import type { Terminal } from './terminal';

/** `sg access`: who may do what, as docs/access.md has it. */
export function addAccessCommand(program: Command, terminal: Terminal): void {
  program
    .command('access')
    .description('Print who may do what: the page docs/access.md.')
    .action(() => {
      terminal.out(accessPage());
    });
}

const marks: Readonly<Record<Way, string>> = {
  role: 'yes',
  link: 'by link',
  own: 'own',
  code: 'by code',
  command: 'decides',
};

const columnsOfTable: readonly (readonly [string, readonly Who[]])[] = [
  ['Business unit', ['business-unit']],
  ['Admin.', ['administrator']],
  ['Director', ['director']],
  ['Partners', ['local-authority-partner', 'health-partner', 'police-partner']],
  ['Scrutineer', ['scrutineer']],
  ['Chair, rapid review', ['rapid-review-chair']],
  ['Chair, Learning', ['learning-chair']],
  ['Agency lead', ['agency-lead']],
  ['Referrer', ['referrer']],
  ['Reviewer', ['reviewer']],
  ['Bodies told', ['national-panel', 'ofsted', 'dfe']],
  ['Anybody', ['nobody']],
];

const rows: readonly Access[] = Object.values(access);

/** What stands in a cell. Those of one column may all do the same; a test holds that. */
const cell = ({ who }: Access, [first]: readonly Who[]): string => {
  const way = first === undefined ? undefined : who[first];
  return way === undefined ? '–' : marks[way];
};

const table = (chosen: readonly Access[]): string => {
  const lines = [
    ['What', ...columnsOfTable.map(([title]) => title)],
    ...chosen.map((row) => [row.title, ...columnsOfTable.map(([, whose]) => cell(row, whose))]),
  ];
  const [head = [], ...body] = lines;
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
};

const inState = (state: CaseState): readonly Access[] => rows.filter(({ states }) => states.includes(state));

/** What another system can do by the interface, and by which row of the tables. */
const operationLines = Object.entries(machineActions).map(
  ([route, action]) => `- \`${route}\`: ${access[action].title}`,
);

/** For people who are no programmers: the whole of `domain/access.ts`. */
export const accessPage = (): string => `# Who may do what

This page is made from the one table that the pages, links, letters and tests read; \`npm run -s sg -- access\` prints it. **What it does not name is refused.**

- _yes_: signed in, with that role.
- _by link_: by the link of a letter to that very person, and only what that person was asked or told. Nobody else can use it: it asks for a sign-in or a security code sent to the person’s own address. A person who holds two roles has at each place what the role of that place gives, and no more.
- _own_: by such a link, and of one’s own agency alone. An agency never sees what another returned.
- _by code_: after a security code sent to one’s own address.
- _decides_: by deciding so; whoever has the machine types it at the command line, in that person’s name.
- –: no.

The partners are the three statutory partners. The bodies that are told are the national panel, Ofsted and the Department for Education. A deputy acts in the role between two dates.

A question is answered by those whom the guidance names for it, and by nobody for them: the business unit does not decide what the partners decide, though it records what happened. The case itself judges this once more, whatever the pages let through. An administrator sees histories, addresses and the state of a case, never what people wrote, and decides nothing in it.

Every reading of what people wrote and every change is recorded before the page is answered, and so is, beside it, what was refused to somebody who is signed in; see [administrators.md](administrators.md).

## Without a case

${table(rows.filter(({ states }) => states.length === 0))}

## While a case is open

${table(inState('open'))}

## When it is closed, or was withdrawn

${table(inState('closed'))}

## When it was stopped from outside

It records nothing any more, and is opened again from its report.

${table(inState('stopped'))}

## By another system

A service that signs in for itself ([api.md](api.md)) has roles like a person: by them it may what _yes_ says above, at these addresses alone, and nothing by a link or a code. It is never shown what people wrote. Recording an answer needs the row of that answer too, as on the page of a case.

${operationLines.join('\n')}
`;

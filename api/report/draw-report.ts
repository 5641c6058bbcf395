import { fieldControl } from '../forms/field-control';
import type { Body, Mistake } from '../forms/typed';
import { childFields, childPrefix, mostChildren, reportSections } from './fields';
import { childrenOn } from './read-report';

/** The controls of the report, section by section, with what was typed and what is wrong with it. */
export function drawReport(
  body: Body,
  mistakes: readonly Mistake[],
  byStaff: boolean,
  agencies: Readonly<Record<string, string>>,
) {
  const context = { body, mistakes, prefix: '', agencies };
  const sections = reportSections(byStaff, agencies);
  const drawn = (part: 'before' | 'after') =>
    sections[part].map(({ title, fields }) => ({
      title,
      list: fields.map((field) => fieldControl(field, context)),
    }));
  const children = Array.from({ length: childrenOn(body) }, (_, index) => ({
    number: index + 1,
    list: childFields.map((field) => fieldControl(field, { ...context, prefix: childPrefix(index + 1) })),
  }));
  return {
    before: drawn('before'),
    children,
    mayAdd: children.length < mostChildren,
    after: drawn('after'),
  };
}

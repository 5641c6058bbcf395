import { fieldControl } from '../forms/field-control';
import type { Body, Mistake } from '../forms/typed';
import { childFields, childPrefix, mostChildren, type ReportPage } from './fields';
import { childrenOn } from './read-report';

/** The controls of a page of the report, with what was typed and what is wrong with it. */
export function drawPage(
  page: ReportPage,
  body: Body,
  mistakes: readonly Mistake[],
  agencies: Readonly<Record<string, string>>,
) {
  const context = { body, mistakes, prefix: '', agencies };
  const count = page.id === 'children' ? childrenOn(body) : 0;
  return {
    list: page.fields.map((field) => fieldControl(field, context)),
    children: Array.from({ length: count }, (_, index) => ({
      number: index + 1,
      list: childFields.map((field) => fieldControl(field, { ...context, prefix: childPrefix(index + 1) })),
    })),
    mayAdd: count > 0 && count < mostChildren,
  };
}

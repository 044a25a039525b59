import { type Form, readForm } from '../form.ts';
import type { StatementRow } from '../statement.ts';
import { blockStatements } from './block-statements.ts';
import { neighborFamilyStatements } from './neighbor-family-statements.ts';
import { neighborStatements } from './neighbor-statements.ts';
import { notYetStatements } from './not-yet-statements.ts';
import { notedStatements } from './noted-statements.ts';
import { originationStatements } from './origination-statements.ts';
import { policyAttachmentStatements } from './policy-attachment-statements.ts';
import { policyCommunityListStatements } from './policy-community-list-statements.ts';
import { policyPrefixListStatements } from './policy-prefix-list-statements.ts';
import { routeMapStatements } from './route-map-statements.ts';
import { routerStatements } from './router-statements.ts';
import { staticRouteStatements } from './static-route-statements.ts';
import { topStatements } from './top-statements.ts';

/** A row with its form read. */
export type ReadRow = { readonly row: StatementRow; readonly form: Form };

/** Every statement of frr.conf that bgpeer knows; where two match a line as well, the earlier one is meant. */
export const statementTable: readonly ReadRow[] = [
  ...blockStatements,
  ...topStatements,
  ...routerStatements,
  ...originationStatements,
  ...staticRouteStatements,
  ...neighborStatements,
  ...neighborFamilyStatements,
  ...policyAttachmentStatements,
  ...policyPrefixListStatements,
  ...policyCommunityListStatements,
  ...routeMapStatements,
  ...notedStatements,
  ...notYetStatements,
].map((row) => ({ row, form: readForm(row.form) }));

import type { StatementRow } from '../statement.ts';

/** Statements that end a block, and the lines around a configuration that was copied from a terminal. */
export const blockStatements: readonly StatementRow[] = [
  leaving('exit', 'ends the innermost block'),
  leaving('exit-address-family', 'ends an address family'),
  leaving('exit-vrf', 'ends a VRF'),
  leaving('exit-vni', 'ends a VNI'),
  {
    where: ['anywhere'],
    form: 'end',
    negation: 'never',
    status: 'supported',
    meaning: 'ends every block',
    apply: (draft) => {
      draft.block = { kind: 'top' };
    },
  },
  withoutEffect('configure terminal'),
  withoutEffect('conf t'),
  withoutEffect('write [<memory|file|terminal>]'),
  withoutEffect('Building configuration...'),
  withoutEffect('Current configuration:'),
];

function leaving(form: string, meaning: string): StatementRow {
  return {
    where: ['anywhere'],
    form,
    negation: 'never',
    status: 'supported',
    meaning,
    apply: (draft) => {
      const { block } = draft;
      const staysInRouter =
        block.kind === 'family' || (block.kind === 'foreign' && block.within === 'router');
      draft.block = staysInRouter ? { kind: 'router' } : { kind: 'top' };
    },
  };
}

/** What people copy along from a terminal: it says nothing, so nothing is said about it. */
function withoutEffect(form: string): StatementRow {
  return {
    where: ['top'],
    form,
    negation: 'never',
    status: 'supported',
    meaning: 'accepted around a configuration copied from a terminal; without effect',
    apply: (draft) => {
      draft.block = { kind: 'top' };
    },
  };
}

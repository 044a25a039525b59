import type { BgpRole, Capability } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import { checkPeerOpen } from '../src/open-checks.ts';
import { ourConfiguration, theirOpen } from './support/sessions.ts';

const ipv4: Capability = { name: 'multiprotocol', afi: 1, safi: 1 };
const all: readonly BgpRole[] = ['provider', 'rs', 'rs-client', 'customer', 'peer'];
/** RFC 9234, section 4.2, table 2. */
const allowed = ['provider customer', 'customer provider', 'rs rs-client', 'rs-client rs', 'peer peer'];

function problemWith(
  ours: BgpRole | undefined,
  theirs: readonly BgpRole[],
  { needsPeerRole = false, isInternal = false } = {},
) {
  const role = (name: BgpRole): Capability => ({ name: 'role', role: name });
  return checkPeerOpen(
    {
      ...ourConfiguration,
      remoteAs: { kind: 'any' },
      capabilities: ours === undefined ? [ipv4] : [ipv4, role(ours)],
      needsPeerRole,
    },
    {
      ...theirOpen,
      ...(isInternal && { myAutonomousSystem: ourConfiguration.localAsNumber }),
      capabilities: [ipv4, ...theirs.map(role)],
    },
  );
}

const roleMismatch = { code: 2, subcode: 11 };

describe('roles in the OPENs (RFC 9234, section 4.2)', () => {
  it.each(all.flatMap((ours) => all.map((theirs) => [ours, theirs] as const)))(
    '%s and %s',
    (ours, theirs) => {
      const problem = problemWith(ours, [theirs]);
      expect(problem === undefined).toBe(allowed.includes(`${ours} ${theirs}`));
      if (problem === undefined) return;
      expect(problem.notification).toMatchObject(roleMismatch);
      expect(problem.detail).toContain(`we are ${ours}`);
      expect(problem.detail).toContain(`it says that it is ${theirs}`);
    },
  );

  it('the peer says nothing: only strict mode minds', () => {
    expect(problemWith('customer', [])).toBeUndefined();
    expect(problemWith('customer', [], { needsPeerRole: true })?.notification).toMatchObject(roleMismatch);
  });

  it('we say nothing: the peer may say what it likes', () => {
    expect(problemWith(undefined, ['provider', 'customer'], { needsPeerRole: true })).toBeUndefined();
  });

  it('the same role twice counts once, two roles are a mismatch', () => {
    expect(problemWith('peer', ['peer', 'peer'])).toBeUndefined();
    expect(problemWith('customer', ['provider', 'peer'])?.notification).toMatchObject(roleMismatch);
  });

  it('inside an AS there are none', () => {
    expect(problemWith('customer', ['peer'], { isInternal: true, needsPeerRole: true })).toBeUndefined();
  });
});

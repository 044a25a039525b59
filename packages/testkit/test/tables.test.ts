import {
  capabilityRows,
  ceaseSubcode,
  describeNotificationData,
  familyNames,
  finiteStateMachineErrorSubcode,
  messageHeaderErrorSubcode,
  messageTypeCodes,
  notificationCode,
  openMessageErrorSubcode,
  otherNlriFamilies,
  pathAttributeRows,
  routeRefreshMessageErrorSubcode,
  updateMessageErrorSubcode,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  attributeArbitraries,
  capabilityArbitraries,
  familyArbitraries,
  malformationsByName,
  messageArbitraries,
  notificationArbitraries,
  otherFamilyArbitraries,
} from '../src/index.ts';

/** The subcodes of each code; a code that is new to the codec does not compile here. */
const subcodes: Readonly<Record<keyof typeof notificationCode, Readonly<Record<string, number>>>> = {
  messageHeaderError: messageHeaderErrorSubcode,
  openMessageError: openMessageErrorSubcode,
  updateMessageError: updateMessageErrorSubcode,
  holdTimerExpired: { unspecific: 0 },
  finiteStateMachineError: finiteStateMachineErrorSubcode,
  cease: ceaseSubcode,
  routeRefreshMessageError: routeRefreshMessageErrorSubcode,
  sendHoldTimerExpired: { unspecific: 0 },
};

test('the kit has a row for every type of message', () => {
  expect(messageArbitraries.map(({ type }) => type).toSorted()).toEqual(
    Object.keys(messageTypeCodes).toSorted(),
  );
});

test('the kit has a row for every path attribute, and says of its code, name and flags what the codec says', () => {
  const codecs = pathAttributeRows.map(({ code, name, flags }) => ({ code, name, flags }));
  expect(attributeArbitraries.map(({ code, name, flags }) => ({ code, name, flags }))).toEqual(codecs);
});

test('the kit has a row for every capability', () => {
  const codecs = capabilityRows.map(({ code, name }) => ({ code, name }));
  const kits = capabilityArbitraries.map(({ code, name }) => ({ code, name }));
  expect(kits.toSorted((a, b) => a.code - b.code)).toEqual(codecs);
});

test('the kit has a row for every address family', () => {
  expect(familyArbitraries.map(({ family }) => family)).toEqual(familyNames);
  expect(otherFamilyArbitraries.map(({ family }) => family)).toEqual(
    otherNlriFamilies.map(({ name }) => name),
  );
});

test('the kit has a row for every code and subcode of NOTIFICATION', () => {
  const codecs = Object.entries(subcodes).flatMap(([name, ofCode]) =>
    Object.values(ofCode).map((subcode) => [
      notificationCode[name as keyof typeof notificationCode],
      subcode,
    ]),
  );
  expect(notificationArbitraries.map(({ code, subcode }) => [code, subcode])).toEqual(codecs);
});

test.each(notificationArbitraries.map((row) => [`${row.code}/${row.subcode}`, row] as const))(
  'the data of NOTIFICATION %s have a form, or there are none',
  (_name, { code, subcode, data }) => {
    fc.assert(
      fc.property(data(), (octets) => {
        expect(describeNotificationData({ code, subcode, data: octets }).kind).not.toBe('opaque');
      }),
      { numRuns: 20 },
    );
  },
);

test('every attribute, capability and family can be malformed, but for those in which nothing can be wrong', () => {
  const malformable = [...malformationsByName().keys()].join('\n');
  const neverMalformed = ['dynamic-capability', 'multisession'];
  const rows = [...attributeArbitraries, ...capabilityArbitraries].map(({ name }) => name);
  expect(rows.filter((name) => !malformable.includes(`: ${name}`))).toEqual(neverMalformed);
  for (const { malformations } of otherFamilyArbitraries) expect(malformations.length).toBeGreaterThan(0);
});

test('no two edges or malformations have the same name', () => {
  for (const kind of ['edges', 'malformations'] as const) {
    const names = messageArbitraries.flatMap((row) => row[kind].map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  }
});

import type { RouterInput } from '@bgpeer/router';
import { ConditionWaiter } from '../src/condition-waiter.ts';

type InputOf<Type extends RouterInput['type']> = Extract<RouterInput, { type: Type }>;

/** Records what a transport reports, and waits for it. */
export class InputsSeen {
  readonly all: RouterInput[] = [];
  readonly #waiter = new ConditionWaiter();

  readonly take = (input: RouterInput): void => {
    this.all.push(input);
    this.#waiter.handleChange();
  };

  of<Type extends RouterInput['type']>(type: Type): InputOf<Type>[] {
    return this.all.filter((input): input is InputOf<Type> => input.type === type);
  }

  /** The first input of the type, as soon as there is one. */
  first<Type extends RouterInput['type']>(type: Type): Promise<InputOf<Type>> {
    return this.until(`an input ${type}`, () => this.of(type)[0]);
  }

  until<Value>(what: string, condition: () => Value | undefined | false): Promise<Value> {
    const seen = () => this.all.map((input) => input.type).join(', ');
    return this.#waiter.wait(condition, { timeoutMs: 5000, what, seen });
  }

  octetCount(): number {
    return this.of('octets-received').reduce((count, { octets }) => count + octets.length, 0);
  }

  sentOctetCount(): number {
    return this.of('octets-sent').reduce((count, { octetCount }) => count + octetCount, 0);
  }
}

/** First in, first out, each in constant time. */
export class OutputQueue<Output> {
  #outputs: Output[] = [];
  #head = 0;

  push(output: Output): void {
    this.#outputs.push(output);
  }

  shift(): Output | undefined {
    if (this.#head === this.#outputs.length) return undefined;
    const output = this.#outputs[this.#head++];
    if (this.#head === this.#outputs.length) {
      this.#outputs = [];
      this.#head = 0;
    }
    return output;
  }

  /** Takes out what `isObsolete` says. */
  discard(isObsolete: (output: Output) => boolean): void {
    this.#outputs = this.#outputs.slice(this.#head).filter((output) => !isObsolete(output));
    this.#head = 0;
  }
}

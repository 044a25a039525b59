import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { ControlProblem } from './contract.ts';
import { ControlError } from './control-error.ts';

/** How a line with an event's object begins (HTML Living Standard, server-sent events). */
const dataField = 'data: ';

/** One call over the control socket. Resolves with the answer's object; rejects with a ControlError. */
export async function callControl(
  socketPath: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await send(socketPath, method, path, body);
  return JSON.parse(await textOf(response, socketPath));
}

/** Yields the `data:` of each server-sent event until the signal or the end of the stream. */
export async function* followControl(
  socketPath: string,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  let response: IncomingMessage | undefined;
  try {
    response = await send(socketPath, 'GET', path, undefined, signal);
    let unread = '';
    for await (const piece of response.setEncoding('utf8')) {
      const lines = `${unread}${piece}`.split('\n');
      unread = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith(dataField)) yield line.slice(dataField.length);
    }
  } catch (error) {
    if (signal?.aborted) return;
    throw error instanceof ControlError ? error : brokenOff(socketPath, error as Error);
  } finally {
    response?.destroy();
  }
}

async function send(
  socketPath: string,
  method: string,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = text === undefined ? {} : { 'content-type': 'application/json' };
  const call = request({ socketPath, method, path, headers, signal, agent: false });
  call.end(text);
  const response = await responseTo(call, socketPath);
  if (response.statusCode === 200) return response;
  const answer = await textOf(response, socketPath);
  const problem = JSON.parse(answer) as ControlProblem;
  throw new ControlError(problem.error, problem.fix);
}

function responseTo(call: ClientRequest, socketPath: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    call.once('response', resolve);
    call.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, socketPath)));
  });
}

async function textOf(response: IncomingMessage, socketPath: string): Promise<string> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString('utf8');
  } catch (error) {
    throw brokenOff(socketPath, error as Error);
  }
}

function brokenOff(socketPath: string, error: Error): ControlError {
  return new ControlError(`the answer on ${socketPath} broke off: ${error.message}`, undefined);
}

function explain(error: NodeJS.ErrnoException, socketPath: string): ControlError {
  if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') {
    return new ControlError(
      `no bgpeer is running: nobody answers on the control socket ${socketPath}`,
      'start one with `bgpeer tor frr.conf`, or name the socket of a running one with --socket or BGPEER_SOCKET',
      { notRunning: true },
    );
  }
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return new ControlError(
      `not permitted to use the control socket ${socketPath}`,
      'run the command as the user that runs the speaker (root, perhaps: sudo)',
    );
  }
  return new ControlError(`the control socket ${socketPath} cannot be used: ${error.message}`, undefined);
}

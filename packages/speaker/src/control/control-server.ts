import { chmod } from 'node:fs/promises';
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import { RefusedCommand } from '../refused-command.ts';
import { ControlSocketError } from '../start-errors.ts';
import type { ControlProblem } from './contract.ts';
import { type ControlReply, type ControlRoute, eventStream, StreamedAnswer } from './control-route.ts';
import { controlRoutes } from './control-routes.ts';
import type { ControlledSpeaker } from './controlled-speaker.ts';
import { EventFollower } from './event-follower.ts';
import { prepareSocketFile } from './socket-file.ts';
import { streamedJson } from './streamed-json.ts';

/** Serves the control API of one speaker on a Unix socket that only its user may open. */
export class ControlServer {
  readonly #speaker: ControlledSpeaker;
  readonly #server: FastifyInstance;
  readonly #followers = new Set<EventFollower>();

  /** @param logger told of calls that fail through a fault of ours. */
  constructor(speaker: ControlledSpeaker, logger: Logger | undefined) {
    this.#speaker = speaker;
    this.#server = fastify({ forceCloseConnections: true });
    for (const route of controlRoutes) this.#serve(route);
    this.#server.setErrorHandler((error, request, reply) => {
      const problem = problemOf(error);
      if (problem.statusCode >= 500) logger?.error({ err: error }, `${request.method} ${request.url} failed`);
      return reply.code(problem.statusCode).send(problem.answer);
    });
    this.#server.setNotFoundHandler((request, reply) => {
      const problem: ControlProblem = {
        error: `there is no ${request.method} ${request.url}`,
        fix: 'see docs/control-api.md',
      };
      return reply.code(404).send(problem);
    });
  }

  /** Rejects with a ControlSocketError when the path cannot be had. */
  async listen(path: string): Promise<void> {
    await prepareSocketFile(path);
    try {
      await this.#server.listen({ path });
      await chmod(path, 0o600);
    } catch (error) {
      throw new ControlSocketError(
        `the control socket ${path} cannot be opened: ${(error as Error).message}`,
        'choose another path with --socket or BGPEER_SOCKET',
      );
    }
  }

  /** Ends all calls and streams, and removes the socket. */
  async close(): Promise<void> {
    for (const follower of this.#followers) follower.end();
    await this.#server.close();
  }

  #serve(route: ControlRoute): void {
    this.#server.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const input = inputOf(request);
        const answer = await route.handle(this.#speaker, input);
        if (route.afterwards !== undefined) {
          reply.raw.once('finish', () => route.afterwards?.(this.#speaker, input));
        }
        return this.#answer(answer, reply);
      },
    });
  }

  #answer(answer: ControlReply, reply: FastifyReply): FastifyReply {
    if (answer === eventStream) {
      reply.hijack();
      this.#follow(reply);
      return reply;
    }
    if (answer instanceof StreamedAnswer) {
      return reply.type('application/json').send(Readable.from(streamedJson(answer), { objectMode: false }));
    }
    return reply.send(answer);
  }

  #follow(reply: FastifyReply): void {
    const follower = new EventFollower(reply.raw, (listener) => this.#speaker.subscribe(listener));
    this.#followers.add(follower);
    reply.raw.once('close', () => this.#followers.delete(follower));
  }
}

function inputOf(request: FastifyRequest): unknown {
  const { body } = request;
  return {
    ...(typeof body === 'object' ? body : {}),
    ...(request.query as object),
    ...(request.params as object),
  };
}

function problemOf(error: unknown): { readonly statusCode: number; readonly answer: ControlProblem } {
  if (error instanceof RefusedCommand) {
    return { statusCode: error.notFound ? 404 : 400, answer: { error: error.message, fix: error.fix } };
  }
  if (error instanceof ZodError) {
    const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { statusCode: 400, answer: { error: problems.join('; '), fix: 'see docs/control-api.md' } };
  }
  const { message, statusCode = 500 } = error as Error & { statusCode?: number };
  return { statusCode, answer: { error: message } };
}

import type { z } from 'zod';
import type { ControlRoute } from './control-route.ts';
import { controlRoutes } from './control-routes.ts';

const preface = `# The control API

A running speaker answers HTTP with JSON on a Unix socket that only its user may open. The socket is at \`--socket\`, else
\`BGPEER_SOCKET\`, else \`/run/bgpeer/bgpeer.sock\` for root, else \`bgpeer-<uid>/bgpeer.sock\` under \`XDG_RUNTIME_DIR\` or \`/tmp\`.
Every \`bgpeer show\` is one of these calls, and so is

\`\`\`sh
curl --unix-socket /run/bgpeer/bgpeer.sock http://bgpeer/v1/summary
\`\`\`

In a program, \`ControlClient\` of \`@bgpeer/speaker\` makes them, with types. Instants are milliseconds since the Unix epoch, and
\`now\` is the speaker's clock at the answer. The types are in \`packages/speaker/src/control/contract.ts\`. A refused call is
answered with 400, 404 or 500 and a \`ControlProblem\`: \`{ "error": "…", "fix": "…" }\`.

Parameters that are not in the path stand in the query of a GET, PUT or DELETE and in the JSON body of a POST. Examples are
shortened.
`;

/** The Markdown of docs/control-api.md, made from the routes that are served. */
export function controlApiReference(): string {
  const rows = controlRoutes.map((route) => `| ${route.method} | \`${route.path}\` | ${route.purpose} |`);
  const table = ['| method | path | what it does |', '| --- | --- | --- |', ...rows].join('\n');
  return `${[preface.trimEnd(), table, ...controlRoutes.map(section)].join('\n\n')}\n`;
}

function section(route: ControlRoute): string {
  const parameters = Object.entries(route.input.shape).map(parameterLine);
  return [
    `## ${route.method} ${route.path}`,
    route.purpose,
    ...(parameters.length === 0 ? [] : [parameters.join('\n')]),
    `Answer: \`${route.answer}\``,
    `\`\`\`json\n${JSON.stringify(route.example, undefined, 2)}\n\`\`\``,
  ].join('\n\n');
}

function parameterLine([name, schema]: [string, z.core.$ZodType]): string {
  const { description, isOptional } = schema as z.ZodType;
  const optional = isOptional.call(schema) ? ' (may be left out)' : '';
  return `- \`${name}\`${optional}: ${description ?? ''}`;
}

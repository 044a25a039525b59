#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Commands are run again and again, and most of them end sooner than their code is compiled: Node keeps it in the system's
// folder for temporary files. What is imported before is not kept.
enableCompileCache();

const { runCommandLine } = await import('./command-line.ts');
const { processSurroundings } = await import('./surroundings.ts');
process.exitCode = await runCommandLine(process.argv.slice(2), processSurroundings());

import description from '../package.json' with { type: 'json' };

/** The version of the command. */
export const commandVersion: string = description.version;

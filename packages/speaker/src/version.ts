import description from '../package.json' with { type: 'json' };

/** The package's own version. */
export const speakerVersion: string = description.version;

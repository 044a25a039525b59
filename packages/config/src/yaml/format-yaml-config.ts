import { stringify } from 'yaml';
import { type ConfigDocument, configDocumentSchema } from '../document/config-document.ts';

/** The document as native YAML; `parseYamlConfig` reads an equal document from it. */
export function formatYamlConfig(document: ConfigDocument): string {
  const keys = Object.keys(configDocumentSchema.shape) as (keyof ConfigDocument)[];
  const stated = keys
    .map((key) => [key, document[key]] as const)
    .filter(([, value]) => value !== undefined && !isEmptyPart(value));
  return stringify(Object.fromEntries(stated), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Lists and groups that are empty need not be written. */
function isEmptyPart(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

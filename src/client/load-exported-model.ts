import type { ExportDir, ExportedModel, LoadOptions } from './types.ts'

/**
 * Loads an exported model and makes it ready to run, in a worker of its own.
 * @param exportDir where the export lies, or its files
 * @throws VitrineError whose message says what happened and what to do; TypeError for what is neither address nor files
 */
export async function loadExportedModel(
  exportDir: ExportDir,
  options: LoadOptions = {},
): Promise<ExportedModel> {
  // A page that imports the module for its element alone does not pay for this.
  const [{ openExport }, { telling }] = await Promise.all([
    import('./open-export.ts'),
    import('./told.ts'),
  ])
  return telling(openExport(exportDir, options))
}

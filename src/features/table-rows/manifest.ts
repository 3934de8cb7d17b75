import type {
  TabularClassificationManifest,
  TabularRegressionManifest,
} from '../../protocol/table-manifests.ts'

export type TableManifest = TabularClassificationManifest | TabularRegressionManifest

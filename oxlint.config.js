import { readdirSync } from 'node:fs'

/** Of pictures, where no browser does it. */
const decoders = ['@jsquash/avif', '@jsquash/jpeg', '@jsquash/png', '@jsquash/webp']

/**
 * The walls of the house, as a table. A folder may import itself, the folders named here, and the packages named
 * here; everything else is an error. `hosting/walls.test.ts` plants violations and expects them to be found.
 *
 * @type {Record<string, { folders: string[], packages?: string[] }>}
 */
export const walls = {
  core: { folders: [] },
  protocol: { folders: ['core'] },

  // The compute half.
  pipelines: { folders: ['protocol', 'core'] },
  exports: { folders: ['protocol', 'core'], packages: ['zod', 'pbf'] },
  runtime: { folders: ['protocol', 'core'], packages: ['onnxruntime-web', 'onnxruntime-common'] },
  store: { folders: ['protocol', 'core'], packages: ['@noble/hashes'] },
  links: { folders: ['protocol', 'core'] },
  worker: {
    folders: ['pipelines', 'exports', 'runtime', 'store', 'links', 'protocol', 'core'],
    packages: ['@huggingface/jinja', '@huggingface/tokenizers', '@zip.js/zip.js', 'papaparse'],
  },

  // The API: what is asked and answered, over any engine.
  api: { folders: ['engine', 'protocol', 'core'], packages: ['zod'] },

  // The worker and the API in Node.
  node: {
    folders: [
      'api',
      'worker',
      'pipelines',
      'exports',
      'runtime',
      'store',
      'engine',
      'protocol',
      'core',
    ],
    packages: ['onnxruntime-web', 'onnxruntime-common', ...decoders],
  },

  // What other pages import: the module and the custom element.
  client: { folders: ['engine', 'links', 'protocol', 'core'] },

  // Offline: the service worker, a world of its own.
  offline: {
    folders: ['protocol', 'core'],
    packages: ['workbox-precaching', 'workbox-routing', 'workbox-strategies'],
  },

  // The page half.
  engine: { folders: ['protocol', 'core'] },
  queries: {
    folders: ['engine', 'protocol', 'core'],
    packages: ['react', '@tanstack/react-query'],
  },
  ui: { folders: ['core'], packages: ['react'] },
  pictures: { folders: ['queries', 'ui', 'links', 'protocol', 'core'], packages: ['react'] },
  features: {
    folders: ['pictures', 'queries', 'ui', 'links', 'protocol', 'core'],
    packages: ['react', '@tanstack/react-query', '@tanstack/react-virtual', 'papaparse', 'uqr'],
  },
  app: {
    folders: ['features', 'queries', 'ui', 'api', 'engine', 'links', 'protocol', 'core'],
    packages: ['react', '@tanstack/react-query'],
  },
}

const folders = Object.keys(walls)
const packages = [
  'react',
  'react-dom',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  'papaparse',
  'zod',
  'onnxruntime-web',
  'onnxruntime-common',
  '@huggingface/jinja',
  '@huggingface/tokenizers',
  '@noble/hashes',
  '@zip.js/zip.js',
  'pbf',
  'workbox-precaching',
  'workbox-routing',
  'workbox-strategies',
  'uqr',
  ...decoders,
]

/** @param {string} folder */
function wall(folder) {
  const allowed = walls[folder] ?? { folders: [] }
  const closedFolders = [...folders, 'testing'].filter(
    (other) => other !== folder && !allowed.folders.includes(other),
  )
  const closedPackages = packages.filter((name) => !(allowed.packages ?? []).includes(name))
  const patterns = [
    {
      // `../*` would not catch `../protocol/x.ts`.
      group: closedFolders.map((other) => `**/${other}/**`),
      message: `${folder}/ may import only: ${['itself', ...allowed.folders].join(', ')}. See docs/architecture.md.`,
    },
    {
      group: closedPackages.flatMap((name) => [name, `${name}/**`]),
      message: `This package has its own place; ${folder}/ is not it. See docs/architecture.md.`,
    },
  ]
  return {
    files: [`src/${folder}/**`],
    excludeFiles: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  }
}

/** A feature never imports another feature; what two share goes to ui/, queries/ or core/. */
const features = readdirSync(new URL('src/features/', import.meta.url))
const featureWalls = features.map((feature) => {
  const { rules } = wall('features')
  const [severity, { patterns }] = rules['no-restricted-imports']
  const others = features.filter((other) => other !== feature).map((other) => `../${other}/**`)
  const message = 'A feature never imports another feature. See docs/architecture.md.'
  return {
    files: [`src/features/${feature}/**`],
    excludeFiles: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    rules: {
      'no-restricted-imports': [severity, { patterns: [...patterns, { group: others, message }] }],
    },
  }
})

export default {
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist', '.vitrine', 'test-results', 'playwright-report', 'public'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
    'typescript/consistent-type-imports': 'error',
    'import/no-default-export': 'error',
    'import/no-cycle': 'error',
    'no-console': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    // React 19's compiler-era JSX needs no import.
    'react/react-in-jsx-scope': 'off',
    // Our objects are closures: a method of theirs needs no `this`.
    'typescript/unbound-method': 'off',
    // The casts that remain say why, where they stand.
    'typescript/no-unsafe-type-assertion': 'off',
    // Vitest's `expect` takes a message for the failure as its second argument.
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    // Express-style middleware takes no promises.
    'promise/no-callback-in-promise': 'off',
    // Knows only windows; workers and ports take no origin.
    'unicorn/require-post-message-target-origin': 'off',
    // Sorting an array that was just made is no mutation that anyone sees.
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    // A helper may stand where it is used.
    'unicorn/consistent-function-scoping': 'off',
    // A parsed file has the type that its reader gives it.
    'typescript/no-unnecessary-type-parameters': 'off',
    // `vi.fn(implementation)` has its type from the implementation.
    'vitest/require-mock-type-parameters': 'off',
  },
  overrides: [
    ...folders.filter((folder) => folder !== 'features').map(wall),
    ...featureWalls,
    // The wasm module's exports are called so, and the package imports the default export of what it takes for its glue.
    { files: ['src/runtime/**'], rules: { 'no-underscore-dangle': 'off' } },
    {
      files: ['src/runtime/ort-{cpu,jspi,asyncify}.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    {
      files: ['*.config.{ts,js}', 'e2e/**/global-*.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    {
      // runtime-log.ts taps the console, which is its purpose.
      files: [
        'src/runtime/runtime-log.ts',
        'scripts/**',
        'hosting/**',
        'bench/**',
        'e2e/**',
        '**/*.test.{ts,tsx}',
      ],
      rules: { 'no-console': 'off' },
    },
  ],
}

/**
 * One model of each kind that somebody could think of to harm whoever opens it, and of each kind of file that comes
 * under a model's name by mistake.
 */
import {
  ascii,
  attention,
  branches,
  chain,
  deep,
  endless,
  external,
  graph,
  heavy,
  kind,
  nodes,
  ones,
  typed,
  weight,
  type HostileKind,
} from './hostile-graphs.ts'
import { int64s } from './onnx-writer.ts'

/** Files of other kinds under a model's name. */
const otherFiles: readonly HostileKind[] = [
  kind('empty', 'file-empty', new Uint8Array()),
  kind(
    'web-page',
    'file-is-web-page',
    ascii('<!DOCTYPE html><html><body><div id=root></div></body></html>'),
  ),
  kind(
    'lfs-pointer',
    'file-is-lfs-pointer',
    ascii('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935\nsize 12345\n'),
  ),
  kind('json', 'file-is-json', ascii('{"error":"Entry not found"}')),
  kind(
    'zip',
    'file-is-other-format',
    Uint8Array.from([...ascii('PK\x03\x04'), ...new Uint8Array(100)]),
  ),
  kind(
    'png',
    'file-is-other-format',
    Uint8Array.from([...ascii('\x89PNG\r\n\x1a\n'), ...new Uint8Array(100)]),
  ),
  kind(
    'gguf',
    'file-is-other-format',
    Uint8Array.from([...ascii('GGUF\x03'), ...new Uint8Array(100)]),
  ),
  kind('pickle', 'file-is-other-format', ascii('\x80\x04\x95\x10cos\nsystem')),
  kind('prose', 'file-is-other-format', ascii('Dear diary, today I exported a model.')),
]

/** What ONNX Runtime is too old for, or does not have. */
const unavailable: readonly HostileKind[] = [
  graph('opset-99', 'model-too-new', { opsets: { '': 99 } }),
  graph('opset-30', 'model-too-new', { opsets: { '': 30 } }),
  graph('ir-99', 'model-too-new', { ir: 99 }),
  graph('ir-14', 'model-too-new', { ir: 14 }),
  graph('own-operator', 'operator-unavailable', {
    opsets: { '': 17, 'com.evil': 1 },
    nodes: [{ op: 'Foo', domain: 'com.evil', inputs: ['x'], outputs: ['y'] }],
  }),
  nodes('no-operator', 'operator-unavailable', { op: 'NotAnOp', inputs: ['x'], outputs: ['y'] }),
  ...['int64', 'float16', 'bool', 'string', 'float64', 'uint8'].map((type) => typed(type, 'runs')),
  ...['bfloat16', 'float8e4m3fn', 'complex64'].map((type) => typed(type, 'type-unavailable')),
  typed('int4', 'operator-unavailable'),
]

/** Weights that are not where, or not what, the file says. */
const weights: readonly HostileKind[] = [
  external('data-missing', 'export-incomplete', 'weights.bin'),
  external('data-above', 'path-refused', '../../../../etc/passwd'),
  external('data-absolute', 'path-refused', '/etc/passwd'),
  external('data-url', 'path-refused', 'https://evil.example/w.bin'),
  external('data-memory', 'path-refused', '*/_ORT_MEM_ADDR_/*', { offset: 4096, length: 16 }),
  external('data-device', 'path-refused', '/dev/random'),
  external('data-windows', 'path-refused', 'C:\\Windows\\win.ini'),
  external('data-empty', 'path-refused', ''),
  external('data-far', 'model-damaged', 'weights.bin', {
    offset: '4611686018427387904',
    length: 16,
  }),
  external('data-negative', 'model-damaged', 'weights.bin', { offset: -16, length: 16 }),
  weight('weights-4-tb', 'model-damaged', { dims: [2 ** 40], raw: new Uint8Array() }),
  weight('weights-overflow', 'model-damaged', { dims: [2 ** 32, 2 ** 32], raw: new Uint8Array() }),
  weight('weights-negative', 'model-damaged', { dims: [-4], raw: new Uint8Array() }),
  weight('weights-short', 'model-damaged', { raw: new Uint8Array(8) }),
  weight('weights-4-gb', 'model-damaged', { dims: [2 ** 30], raw: new Uint8Array() }),
]

/** Graphs that contradict themselves, or ask too much. */
const graphs: readonly HostileKind[] = [
  nodes(
    'cycle',
    'model-damaged',
    { op: 'Add', inputs: ['x', 'b'], outputs: ['a'] },
    { op: 'Neg', inputs: ['a'], outputs: ['b'] },
    { op: 'Neg', inputs: ['b'], outputs: ['y'] },
  ),
  graph('picture-flood', 'export-unsupported', {
    inputs: [{ name: 'x', dims: [1, 3, 60_000, 60_000] }],
    outputs: [{ name: 'y', dims: [1, 10] }],
    nodes: [
      { op: 'GlobalAveragePool', inputs: ['x'], outputs: ['p'] },
      { op: 'Flatten', inputs: ['p'], outputs: ['f'] },
      { op: 'MatMul', inputs: ['f', 'w'], outputs: ['y'] },
    ],
    initialisers: [{ name: 'w', dims: [3, 10], raw: new Uint8Array(120) }],
  }),
  graph('no-outputs', 'export-unsupported', { outputs: [] }),
  graph('no-inputs', 'model-damaged', { inputs: [] }),
  graph('no-graph', 'export-unsupported', { inputs: [], outputs: [], nodes: [] }),
  nodes(
    'output-twice',
    'model-damaged',
    { op: 'Neg', inputs: ['x'], outputs: ['y'] },
    { op: 'Neg', inputs: ['x'], outputs: ['y'] },
  ),
  graph('gather-out-of-bounds', 'run-failed', {
    nodes: [{ op: 'Gather', inputs: ['x', 'i'], outputs: ['y'], attributes: { axis: { int: 1 } } }],
    outputs: [{ name: 'y', dims: [1, 1] }],
    initialisers: [{ name: 'i', type: 'int64', dims: [1], raw: int64s([1e9]) }],
  }),
  graph('another-shape', 'model-damaged', { outputs: [{ name: 'y', dims: [9, 9] }] }),
  branches(10, 'runs'),
  branches(20, 'runs'),
  branches(60, 'model-damaged'),
  kind('nested-5000', 'model-damaged', deep(5000)),
  graph('inputs-20k', 'export-unsupported', {
    inputs: Array.from({ length: 20_000 }, (_, i) => ({ name: `x${i}`, dims: [`n${i}`] })),
    outputs: [{ name: 'y', dims: ['n0'] }],
    nodes: [{ op: 'Identity', inputs: ['x0'], outputs: ['y'] }],
  }),
  heavy(nodes('nodes-50k', 'runs', ...chain)),
]

/** What goes wrong only inside the runtime. */
const traps: readonly HostileKind[] = [
  attention('attention', 'runs', { num_heads: { int: 2 } }),
  attention('attention-heads-0', 'model-rejected', { num_heads: { int: 0 } }),
  attention('attention-sizes', 'model-rejected', {
    num_heads: { int: 2 },
    qkv_hidden_sizes: { ints: [2 ** 20, 2 ** 20, 2 ** 20] },
  }),
  attention('attention-sizes-mixed', 'model-rejected', {
    num_heads: { int: 1 },
    qkv_hidden_sizes: { ints: [8, 8, 2 ** 24] },
  }),
  heavy(ones('ones-1-gib', 'out-of-memory', 2 ** 28)),
  ones('ones-8-gib', 'model-rejected', 2 ** 31),
  heavy(ones('ones-1e18', 'run-failed', 1e18)),
  ones('ones-negative', 'model-damaged', -1),
  heavy(endless()),
]

export const hostileKinds: readonly HostileKind[] = [
  ...otherFiles,
  ...unavailable,
  ...weights,
  ...graphs,
  ...traps,
]

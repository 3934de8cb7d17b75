/**
 * What a file may ask for. Real models stay far below: the largest language models have some 20,000 nodes, and
 * protobuf's own readers, ONNX Runtime's among them, refuse messages within messages more than 100 deep.
 */
export const limits = {
  depth: 100,
  /** Protobuf messages that are looked into. */
  messages: 2_000_000,
  /** Nodes, tensors, inputs, outputs, functions and metadata: what is counted or remembered. */
  parts: 200_000,
  /** Of one text, and of all texts that are read: names and metadata. */
  textBytes: 4 * 1024 * 1024,
  allTextBytes: 32 * 1024 * 1024,
  rank: 64,
} as const

import { noId } from './ranking-slot.ts'

/** Threads that share the vocabulary among them. */
const threads = 256

/**
 * One position's logits → the three largest with their softmax probabilities, packed as `ranking-slot.ts` says; the
 * best one's id also goes to where the next step takes its input.
 *
 * One workgroup reads the vocabulary twice. First each thread keeps the three largest of every 256th logit, and pairs
 * of threads join theirs until one has those of all. Then each sums exp(logit − largest) over its part, and the sums
 * are joined likewise.
 *
 * Logits are compared as integers that are in the order of the numbers, so that nothing depends on what a GPU's
 * compiler makes of NaN and infinities, which it may assume never to meet. Among equals the lower id is first, as in
 * `core/decoding/logits.ts`. float16 is read two at a time, which needs no feature of the device.
 *
 * Not finite, as there, means: a NaN or +∞ is among them, or all are −∞.
 */
export const rankLogitsWgsl = /* wgsl */ `
override vocabulary: u32;
override halves: bool;
override wideIds: bool;

@group(0) @binding(0) var<storage, read> logits: array<u32>;
@group(0) @binding(1) var<storage, read_write> slot: array<u32, 4>;
@group(0) @binding(2) var<storage, read_write> nextId: array<u32>;

const noId = ${noId}u;
// The order of −∞, and where that of +∞ and of NaN begins.
const lowest = 0x007fffffu;
const unfit = 0xff800000u;

var<workgroup> keys: array<vec3u, ${threads}>;
var<workgroup> ids: array<vec3u, ${threads}>;
var<workgroup> sums: array<f32, ${threads}>;

fn logitAt(id: u32) -> u32 {
  if (!halves) { return logits[id]; }
  let bits = (logits[id / 2u] >> ((id % 2u) * 16u)) & 0xffffu;
  // Infinities and NaN are made by hand.
  if ((bits & 0x7c00u) == 0x7c00u) {
    return ((bits & 0x8000u) << 16u) | 0x7f800000u | ((bits & 0x3ffu) << 13u);
  }
  return bitcast<u32>(unpack2x16float(bits).x);
}

fn keyOf(bits: u32) -> u32 {
  // A NaN is none of the numbers, whatever its sign.
  if ((bits & 0x7fffffffu) > 0x7f800000u) { return 0xffffffffu; }
  if (bits == 0x80000000u) { return 0x80000000u; }
  return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}

fn valueOf(key: u32) -> f32 {
  return bitcast<f32>(select(~key, key & 0x7fffffffu, key >= 0x80000000u));
}

// Whether the first of two comes before the second.
fn leads(key: u32, id: u32, otherKey: u32, otherId: u32) -> bool {
  return key > otherKey || (key == otherKey && id < otherId);
}

fn put(thread: u32, key: u32, id: u32) {
  let k = keys[thread];
  let i = ids[thread];
  if (leads(key, id, k.x, i.x)) {
    keys[thread] = vec3u(key, k.x, k.y);
    ids[thread] = vec3u(id, i.x, i.y);
  } else if (leads(key, id, k.y, i.y)) {
    keys[thread] = vec3u(k.x, key, k.y);
    ids[thread] = vec3u(i.x, id, i.y);
  } else if (leads(key, id, k.z, i.z)) {
    keys[thread] = vec3u(k.x, k.y, key);
    ids[thread] = vec3u(i.x, i.y, id);
  }
}

@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) thread: u32) {
  keys[thread] = vec3u(0u);
  ids[thread] = vec3u(noId);
  for (var id = thread; id < vocabulary; id += ${threads}u) { put(thread, keyOf(logitAt(id)), id); }
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) {
      let k = keys[thread + half];
      let i = ids[thread + half];
      put(thread, k.x, i.x);
      put(thread, k.y, i.y);
      put(thread, k.z, i.z);
    }
  }
  workgroupBarrier();

  let best = keys[0];
  let isFinite = best.x > lowest && best.x < unfit;
  let largest = valueOf(select(0x80000000u, best.x, isFinite));
  var sum = 0.0;
  for (var id = thread; id < vocabulary; id += ${threads}u) {
    let key = keyOf(logitAt(id));
    if (key > lowest && key < unfit) { sum += exp(max(valueOf(key) - largest, -100.0)); }
  }
  sums[thread] = sum;
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { sums[thread] += sums[thread + half]; }
  }
  workgroupBarrier();

  if (thread == 0u) {
    var p = vec3u(0u);
    for (var rank = 0u; rank < 3u; rank++) {
      if (isFinite && best[rank] > lowest) {
        let prob = exp(max(valueOf(best[rank]) - largest, -100.0)) / sums[0];
        p[rank] = u32(round(clamp(prob, 0.0, 1.0) * 65535.0));
      }
    }
    let id = ids[0];
    slot[0] = id.x | (id.y << 21u);
    slot[1] = (id.y >> 11u) | (id.z << 10u);
    slot[2] = p.x | (p.y << 16u);
    slot[3] = p.z | select(0x10000u, 0u, isFinite);
    nextId[0] = id.x;
    if (wideIds) { nextId[1] = 0u; }
  }
}
`

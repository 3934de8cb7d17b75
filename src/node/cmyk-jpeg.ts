/** Whether a JPEG has the four colours of print, which the decoder cannot turn into three. ITU-T T.81, B.1 and B.2.2. */
export function isCmyk(file: Uint8Array): boolean {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  for (let at = 2; at + 10 <= file.length;) {
    if (view.getUint8(at) !== 0xff) return false
    const marker = view.getUint8(at + 1)
    // Frames of the kinds that are decoded: baseline, extended, progressive.
    if (marker >= 0xc0 && marker <= 0xc2) return view.getUint8(at + 9) === 4
    at += 2 + view.getUint16(at + 2)
  }
  return false
}

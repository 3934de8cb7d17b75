/** `y = Identity(x)`, x float[1], opset 13, IR 8: the smallest model there is, 67 bytes. */
export const identityModel = Uint8Array.from(
  atob(
    'CAgSADo3ChAKAXgSAXkiCElkZW50aXR5EgF3Wg8KAXgSCgoICAESBAoCCAFiDwoBeRIKCggIARIECgIIAUIECgAQDQ==',
  ),
  (c) => c.charCodeAt(0),
)

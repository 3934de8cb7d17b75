import { readFileSync } from 'node:fs'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type * as z from 'zod/mini'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import type { vitrineSchema } from './schemas.ts'
import { vitrineJsonSchema } from './vitrine-json-schema.ts'

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T

describe('public/vitrine.schema.json', () => {
  it('is what the schema says (else run “node scripts/write-schema.js”)', () => {
    const file = new URL('../../public/vitrine.schema.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(vitrineJsonSchema())
  })

  it('describes every key, allows no others, and knows the tasks', () => {
    const schema = vitrineJsonSchema()
    expect(schema).toMatchObject({
      additionalProperties: false,
      properties: {
        task: {
          enum: [
            'text-generation',
            'text-classification',
            'fill-mask',
            'feature-extraction',
            'image-classification',
            'object-detection',
            'image-segmentation',
            'image-to-image',
            'tabular-classification',
            'tabular-regression',
            'tensors',
          ],
        },
        devices: { additionalProperties: false, properties: { wasm: { type: 'string' } } },
        preprocessing: {
          additionalProperties: false,
          properties: { std: { items: { exclusiveMinimum: 0 } } },
        },
      },
    })
    expect(JSON.stringify(schema)).not.toContain(String(Number.MAX_SAFE_INTEGER))
  })

  it('and the type that the page uses are one', () => {
    expectTypeOf<DeepReadonly<z.infer<typeof vitrineSchema>>>().toEqualTypeOf<
      DeepReadonly<VitrineJson>
    >()
    expect(Object.keys(vitrineJsonSchema()['properties'] ?? {})).toContain('preprocessing')
  })
})

import { describe, expect, it } from 'vitest'
import { classFoldersOf } from './class-folders.ts'

const labels = ['cat', 'fire truck', 'tench, Tinca tinca', 'crane', 'crane']
const truths = (...paths: string[]) => classFoldersOf(paths, labels)?.truths

describe('folders named like classes', () => {
  it('are found whatever their case, with "_" for a space, and by one of a label’s words', () => {
    expect(
      truths('set/Cat/1.png', 'set/FIRE_TRUCK/1.png', 'set/tinca-tinca/1.png', 'set/tench/1.png'),
    ).toEqual([0, 1, 2, 2])
  })

  it('are found at the depth at which most pictures have one', () => {
    expect(
      truths('cat/train/cat/1.png', 'cat/train/tench/2.png', 'cat/test/cat/3.png', 'cat/4.png'),
    ).toEqual([0, 2, 0, undefined])
  })

  it('are found by the id of a synset, where the labels have it', () => {
    const ids = ['n01440764 tench, Tinca tinca', 'n01443537 goldfish']
    expect(classFoldersOf(['n01443537/a.jpg', 'tench/b.jpg'], ids)?.truths).toEqual([1, 0])
  })

  it('are named when they are none, or several, with what lies in them', () => {
    const found = classFoldersOf(
      ['s/cat/1.png', 's/misc/1.png', 's/misc/2.png', 's/crane/1.png', 's/loose.png'],
      labels,
    )
    expect(found?.truths).toEqual([0, undefined, undefined, undefined, undefined])
    expect(found?.unmatched).toEqual([
      { name: 'misc', count: 2, why: 'unknown' },
      { name: 'crane', count: 1, why: 'ambiguous' },
      { name: '', count: 1, why: 'unknown' },
    ])
  })
})

describe('folders that are numbers', () => {
  it('are classes counted from 0', () => {
    const found = classFoldersOf(['s/0/a.png', 's/02/b.png', 's/class_1/c.png'], labels)
    expect(found?.truths).toEqual([0, 2, 1])
    expect(found?.byNumber).toBe(true)
  })

  it('are none when there is only one, as a camera makes them, or no such class', () => {
    expect(truths('3/a.png', '3/b.png')).toBeUndefined()
    expect(truths('7/a.png', '8/b.png')).toBeUndefined()
  })

  it('are names first where the labels are numbers', () => {
    const found = classFoldersOf(['1/a.png', '2/b.png'], ['2', '1'])
    expect(found).toMatchObject({ truths: [1, 0], byNumber: false })
  })
})

it.each([[['a.png', 'b.png']], [['holidays/a.png', 'work/b.png']], [[]]])(
  'finds no classes in %j',
  (paths) => {
    expect(classFoldersOf(paths, labels)).toBeUndefined()
  },
)

import { describe, expect, it } from 'vitest'
import { parseLabels } from './label-file.ts'

describe('a file of labels', () => {
  it.each([
    ['labels.txt', 'cat\ndog\r\n\n'],
    ['coco.names', '\uFEFFcat\ndog'],
    ['synset.txt', 'n01440764 cat\nn01443537 dog\n'],
    ['numbered.txt', '0: cat\n1: dog'],
    ['numbered.txt', '0 cat\n1 dog'],
    ['python.txt', "{0: 'cat',\n 1: 'dog'}"],
    ['labels.txt', '["cat", "dog"]'],
    ['labels.txt', "['cat', 'dog']"],
    ['labels.txt', "('cat', 'dog')"],
    ['labels.json', '["cat", "dog"]'],
    ['categories.json', '[{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}]'],
    ['labels.json', '{"classes": ["cat", "dog"]}'],
    ['data.yaml', 'path: ../x\nnames:\n  0: cat\n  1: dog # barks\nnc: 2\n'],
    ['data.yaml', "nc: 2\nnames: ['cat', 'dog']\n"],
    ['data.yml', 'names:\n- cat\n- "dog"\n'],
    ['map.pbtxt', 'item {\n id: 2\n name: "dog"\n}\nitem { id: 1 name: \'cat\' }'],
    ['labels.json', '{"1": "dog", "0": "cat"}'],
    ['label2id.json', '{"dog": 1, "cat": 0}'],
    ['imagenet_class_index.json', '{"0": ["n01440764", "cat"], "1": ["n01443537", "dog"]}'],
    ['config.json', '{"id2label": {"0": "cat", "1": "dog"}}'],
    ['labels.csv', 'cat\ndog'],
    ['labels.csv', 'label\ncat\ndog'],
    ['labels.csv', 'index,name\n1,dog\n0,"cat"'],
    ['labels.csv', 'name,index\ncat,0\ndog,1'],
  ])('%s with %j names its classes in order', (name, text) => {
    expect(parseLabels(text, name)).toEqual(['cat', 'dog'])
  })

  it('takes lines that begin with a bracket for names where they are no list', () => {
    expect(parseLabels('[none]\ncat', 'labels.txt')).toEqual(['[none]', 'cat'])
  })

  it('keeps commas, numbers and empty lines that belong to names', () => {
    expect(parseLabels('tench, Tinca tinca\n\n7 up\n', 'a.txt')).toEqual([
      'tench, Tinca tinca',
      '',
      '7 up',
    ])
  })

  it.each([
    ['labels.json', '{"a": {"b": 1}}'],
    ['labels.json', '{'],
    ['labels.json', '["cat", 3]'],
    ['labels.json', '{"0": "cat", "2": "dog"}'],
    ['labels.txt', ''],
    ['data.yaml', 'path: x\nnc: 2\n'],
    ['data.yaml', 'names:\n  0: cat\n  5: dog\n'],
    ['map.pbtxt', 'item { name: "cat" }'],
    ['labels.json', '[]'],
    ['python.txt', '{broken'],
    ['data.csv', '1.5,2.5,3.5,0\n1,2,3,1'],
    ['data.csv', 'a,b\nc'],
  ])('%s with %j is none', (name, text) => {
    expect(parseLabels(text, name)).toBeUndefined()
  })
})

"""Makes detection.json: what each detector of the fixtures finds in their pictures, without a line of ours.

    python3 src/worker/golden/make-detection.py && npx prettier --write src/worker/golden/detection.json

Pillow 9.4 and NumPy 1.24 prepare each picture as the model's author does (but for Pillow's resampling in place of
OpenCV's), native ONNX Runtime 1.30 (bench/node_modules/onnxruntime-node) runs the graph, and NumPy decodes its
outputs, after the authors' own code, all boxes at a time:

    yolox      demo_postprocess, nms in yolox/utils/demo_utils.py, Megvii-BaseDetection/YOLOX
    fastestdet handle_preds in utils/tool.py, dog-qiuqiu/FastestDet
    ultraface  predict in run_video_face_detect_onnx.py, Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB
    yunet      postProcess in modules/objdetect/src/face_detect.cpp, opencv/opencv
    blazeface  _decode_boxes in blazeface.py, hollance/BlazeFace-PyTorch

Suppression is by class, after boxes were clipped to the picture, above a score of 0.25. Numbers: class, score, left,
top, right, bottom, and the points of faces, in pixels of the upright picture.
"""

import json
import os
import subprocess
import tempfile

import numpy as np
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..', '..')
FIXTURES = os.path.join(ROOT, '..', 'shared', 'fixtures')
LEAST = 0.25

RUN = """
import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'
const ort = createRequire(process.cwd() + '/')('onnxruntime-node')
const jobs = JSON.parse(readFileSync(process.argv[1]))
let path, session
for (const job of jobs) {
  if (job.model !== path) session = await ort.InferenceSession.create((path = job.model))
  const bytes = readFileSync(job.tensor)
  const data = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  const outputs = await session.run({ [session.inputNames[0]]: new ort.Tensor('float32', data, job.dims) })
  const shapes = {}
  for (const [name, { dims, data }] of Object.entries(outputs)) {
    shapes[name] = dims
    writeFileSync(`${job.tensor}.${name.replace(':', '_')}`, data)
  }
  writeFileSync(`${job.tensor}.json`, JSON.stringify(shapes))
}
"""


def stretched(picture, width, height):
    return np.asarray(picture.resize((width, height), Image.BILINEAR)), (0, 0, width, height)


def fitted(picture, width, height, anchor, pad, half=0.5):
    """half: 0.5 to round the sides, as mmcv's `_scale_size`, 0 to cut them off, as YOLOX' `preproc`."""
    scale = min(width / picture.width, height / picture.height)
    size = (int(picture.width * scale + half), int(picture.height * scale + half))
    left = (width - size[0]) // 2 if anchor == 'centre' else 0
    top = (height - size[1]) // 2 if anchor == 'centre' else 0
    canvas = np.full((height, width, 3), pad, np.uint8)
    canvas[top:top + size[1], left:left + size[0]] = np.asarray(picture.resize(size, Image.BILINEAR))
    return canvas, (left, top, *size)


def yolox(out):
    rows = out['output'][0].astype(np.float64)
    grids, strides = [], []
    for stride in (8, 16, 32):
        side = 416 // stride
        x, y = np.meshgrid(np.arange(side), np.arange(side))
        grids.append(np.stack((x, y), 2).reshape(-1, 2))
        strides.append(np.full((side * side, 1), stride))
    grid, stride = np.concatenate(grids), np.concatenate(strides)
    centre, size = (rows[:, :2] + grid) * stride, np.exp(rows[:, 2:4]) * stride
    scores = rows[:, 4:5] * rows[:, 5:]
    return np.hstack((centre - size / 2, centre + size / 2)), scores.max(1), scores.argmax(1), None


def fastestdet(out):
    rows = out['output'][0].astype(np.float64)
    centre, size = rows[:, :2], rows[:, 2:4]
    scores = rows[:, 4] * rows[:, 5:].max(1)
    return np.hstack((centre - size / 2, centre + size / 2)), scores, rows[:, 5:].argmax(1), None


def ultraface(out):
    boxes = out['boxes'][0].astype(np.float64) * [320, 240, 320, 240]
    return boxes, out['scores'][0][:, 1], np.ones(len(boxes), int), None


def yunet(out):
    found = []
    for stride in (8, 16, 32):
        cls, obj, box, kps = (out[f'{part}_{stride}'][0].astype(np.float64) for part in ('cls', 'obj', 'bbox', 'kps'))
        side = 320 // stride
        cell = np.array([(i % side, i // side) for i in range(side * side)])
        centre, size = (cell + box[:, :2]) * stride, np.exp(box[:, 2:]) * stride
        score = np.sqrt(cls.clip(0, 1) * obj.clip(0, 1))
        points = (kps + np.tile(cell, 5)) * stride
        found.append(np.hstack((centre - size / 2, centre + size / 2, score, points)))
    found = np.concatenate(found)
    return found[:, :4], found[:, 4], np.zeros(len(found), int), found[:, 5:]


def blazeface(out):
    logits = np.concatenate((out['Identity:0'][0], out['Identity_1:0'][0]))[:, 0].astype(np.float64)
    raw = np.concatenate((out['Identity_2:0'][0], out['Identity_3:0'][0])).astype(np.float64) / 128
    anchors = [((x + 0.5) / side, (y + 0.5) / side)
               for side, each in ((16, 2), (8, 6)) for y in range(side) for x in range(side) for _ in range(each)]
    raw[:, [0, 1, *range(4, 16)]] += np.tile(anchors, 7)
    boxes = np.hstack((raw[:, :2] - raw[:, 2:4] / 2, raw[:, :2] + raw[:, 2:4] / 2)) * 128
    return boxes, 1 / (1 + np.exp(-logits.clip(-100, 100))), np.zeros(896, int), raw[:, 4:] * 128


def suppressed(boxes, scores, classes, most_overlap):
    order = list(np.argsort(-scores, kind='stable'))
    kept = []
    while order:
        best = order.pop(0)
        kept.append(best)
        rest = []
        for other in order:
            low, high = np.maximum(boxes[best, :2], boxes[other, :2]), np.minimum(boxes[best, 2:], boxes[other, 2:])
            shared = np.prod((high - low).clip(0))
            both = np.prod(boxes[best, 2:] - boxes[best, :2]) + np.prod(boxes[other, 2:] - boxes[other, :2]) - shared
            if classes[other] != classes[best] or shared / both <= most_overlap:
                rest.append(other)
        order = rest
    return kept


def bgr(pixels):
    return pixels[:, :, ::-1]


MODELS = {
    'yolox_nano': (lambda p: fitted(p, 416, 416, 'top-left', 114, 0), lambda a: bgr(a).astype(np.float32), yolox, 0.45),
    'FastestDet': (lambda p: stretched(p, 352, 352), lambda a: bgr(a) / np.float32(255), fastestdet, 0.45),
    'ultraface-RFB-320': (
        lambda p: stretched(p, 320, 240), lambda a: (a - np.float32(127)) / np.float32(128), ultraface, 0.3),
    'yunet_n_320_320': (
        lambda p: fitted(p, 320, 320, 'top-left', 0), lambda a: bgr(a).astype(np.float32), yunet, 0.3),
    'blazeface_face_detection_front_128x128': (
        lambda p: fitted(p, 128, 128, 'centre', 0), lambda a: a / np.float32(127.5) - np.float32(1), blazeface, 0.3),
}
LOSSLESS = ['valid/libjpeg-turbo/monkey16.png', 'valid/libjpeg-turbo/shira_bird8.bmp', 'valid/libjpeg-turbo/testorig.ppm',
            'valid/libavif/kodim03_grayscale_gamma1.6.png']
PHOTOS = ['photos/australia.jpg', 'photos/bald_eagle.jpeg', 'photos/cat_224x224.jpg', 'photos/pelican.jpeg',
          'photos/standard_s.jpg', 'photos/wolves.jpg', 'valid/image-rs/jpg/progressive/cat.jpg',
          'valid/sharp/Channel_digital_image_CMYK_color.jpg']


def main():
    with tempfile.TemporaryDirectory() as folder:
        jobs, cases = [], []
        for model, (place, numbers, _, _) in MODELS.items():
            for name in LOSSLESS + PHOTOS:
                picture = ImageOps.exif_transpose(Image.open(os.path.join(FIXTURES, 'images', name))).convert('RGB')
                pixels, placement = place(picture)
                tensor = numbers(pixels).astype(np.float32)
                if model != 'blazeface_face_detection_front_128x128':
                    tensor = tensor.transpose(2, 0, 1)
                path = os.path.join(folder, str(len(jobs)))
                np.ascontiguousarray(tensor).tofile(path)
                onnx = os.path.abspath(os.path.join(FIXTURES, 'models', 'object-detection', f'{model}.onnx'))
                jobs.append({'model': onnx, 'tensor': path, 'dims': [1, *tensor.shape]})
                cases.append((model, name, picture.size, placement, path))
        with open(os.path.join(folder, 'jobs'), 'w') as file:
            json.dump(jobs, file)
        subprocess.run(['node', '--input-type=module', '-e', RUN, os.path.join(folder, 'jobs')],
                       cwd=os.path.join(ROOT, 'bench'), check=True)
        lines = [json.dumps(answer(*case), separators=(',', ':')) for case in cases]
    with open(os.path.join(HERE, 'detection.json'), 'w') as file:
        file.write('[\n' + ',\n'.join(lines) + '\n]\n')


def answer(model, name, size, placement, path):
    with open(f'{path}.json') as file:
        shapes = json.load(file)
    out = {key: np.fromfile(f'{path}.{key.replace(":", "_")}', np.float32).reshape(dims) for key, dims in shapes.items()}
    _, _, decode, most_overlap = MODELS[model]
    boxes, scores, classes, points = decode(out)
    left, top, width, height = placement
    across, down = size[0] / width, size[1] / height
    move = lambda xy: (xy - np.tile([left, top], xy.shape[1] // 2)) * np.tile([across, down], xy.shape[1] // 2)
    boxes = move(boxes).clip(0, [*size, *size])
    good = np.flatnonzero((scores >= LEAST) & (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1]))
    kept = good[suppressed(boxes[good], scores[good], classes[good], most_overlap)]
    rows = []
    for i in kept:
        rest = [] if points is None else move(points[i:i + 1])[0]
        rows.append([int(classes[i]), round(float(scores[i]), 4), *(round(float(x), 1) for x in [*boxes[i], *rest])])
    return {'model': model, 'picture': name, 'width': size[0], 'height': size[1], 'boxes': rows}


main()

"""Writes segmentation.json: the masks of two real models, as the Python side of their authors would make them.

    python3 src/worker/golden/segmentation-make.py ../shared/fixtures bench/node_modules

Pillow decodes, turns and resizes, NumPy normalises, ONNX Runtime (the native one, through Node) runs, and PyTorch
upsamples. A picture is kept as its size, the share of each class, and the mask at 48 x 32: of each place in it the
middle pixel, packed and in base64. Made with Pillow 9.4, NumPy 1.24, PyTorch 1.13 and onnxruntime-node 1.30.
"""

import base64
import json
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageOps

fixtures, node_modules = (Path(argument).resolve() for argument in sys.argv[1:3])
models = fixtures / "models/image-segmentation"
pictures = [
    "images/photos/pelican.jpeg",
    "images/photos/australia.jpg",
    "images/photos/cat_224x224.jpg",
    "images/photos/wolves.jpg",
    "images/exif/Landscape_6.jpg",
    "images/valid/libavif/dog_exif_extended_xmp_icc.jpg",
    # For tests that have no decoder of JPEGs.
    "golden/resize/pelican-bicubic-352x200.png",
    "golden/resize/cat_224x224-lanczos-224x224.png",
]
small = (48, 32)

run = """
const { InferenceSession, Tensor } = require(process.argv[1] + '/onnxruntime-node')
const { readFileSync, writeFileSync } = require('node:fs')
const [, , model, input, output, dims, path] = process.argv
;(async () => {
  const session = await InferenceSession.create(model)
  const bytes = readFileSync(path + '.in')
  const data = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  const result = (await session.run({ [input]: new Tensor('float32', data, JSON.parse(dims)) }))[output]
  writeFileSync(path + '.out', Buffer.from(result.data.buffer, result.data.byteOffset, result.data.byteLength))
  console.log(JSON.stringify(result.dims))
})()
"""


def infer(model, name, output, tensor):
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "tensor")
        Path(path + ".in").write_bytes(tensor.astype(np.float32).tobytes())
        dims = json.dumps(list(tensor.shape))
        command = ["node", "-e", run, str(node_modules), str(models / model), name, output, dims, path]
        shape = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return np.frombuffer(Path(path + ".out").read_bytes(), np.float32).reshape(shape)


def selfie(picture):
    tensor = np.asarray(picture.resize((256, 144), Image.BILINEAR), np.float32) / 255
    share = infer("selfie_segmentation_landscape.onnx", "input_1:0", "segment_back", tensor[None])
    size = (picture.height, picture.width)
    return F.interpolate(torch.tensor(share).permute(0, 3, 1, 2), size, mode="bilinear")[0, 0]


def bodypix(picture, output):
    """A letterbox of 513 x 513 whose 33 x 33 maps are points on its pixels 0, 16, 32, …"""
    scale = min(513 / picture.width, 513 / picture.height)
    width, height = round(picture.width * scale), round(picture.height * scale)
    left, top = (513 - width) // 2, (513 - height) // 2
    canvas = Image.new("RGB", (513, 513))
    canvas.paste(picture.resize((width, height), Image.BILINEAR), (left, top))
    tensor = np.asarray(canvas, np.float32) / 127.5 - 1
    maps = infer("bodypix_mobilenetv1_x050_stride16.onnx", "input", output, tensor[None])

    def places(pixels, start, length):
        # grid_sample counts the middles of the outermost cells as -1 and 1.
        return ((start + (torch.arange(pixels) + 0.5) * length / pixels - 0.5) / 512).double() * 2 - 1

    grid = torch.stack(
        torch.meshgrid(places(picture.width, left, width), places(picture.height, top, height), indexing="xy"), -1
    )
    maps = torch.tensor(maps).double().permute(0, 3, 1, 2)
    return F.grid_sample(maps, grid[None], mode="bilinear", padding_mode="border", align_corners=True)[0]


def kept(mask):
    """@param mask whole numbers up to 255"""
    height, width = mask.shape
    rows = ((torch.arange(small[1]) + 0.5) * height / small[1]).long()
    columns = ((torch.arange(small[0]) + 0.5) * width / small[0]).long()
    shares = torch.bincount(mask.flatten(), minlength=1).double() / mask.numel()
    return {
        "shares": {str(k): round(float(v), 6) for k, v in enumerate(shares) if v > 0},
        "small": base64.b64encode(
            zlib.compress(mask[rows][:, columns].to(torch.uint8).numpy().tobytes(), 9)
        ).decode(),
    }


cases = []
for path in pictures:
    picture = ImageOps.exif_transpose(Image.open(fixtures / path)).convert("RGB")
    cases.append(
        {
            "picture": path,
            "size": [picture.width, picture.height],
            "selfie": kept((selfie(picture) >= 0.5).long()),
            "person": kept((bodypix(picture, "segments")[0].sigmoid() >= 0.7).long()),
            "parts": kept(bodypix(picture, "part_heatmaps").argmax(0)),
        }
    )
golden = {"small": small, "cases": cases}
Path(__file__).with_name("segmentation.json").write_text(json.dumps(golden, indent=1) + "\n")

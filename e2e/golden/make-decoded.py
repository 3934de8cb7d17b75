"""Writes decoded.json beside this file: what Pillow makes of the valid pictures in ../shared/fixtures/images.

    python3 make-decoded.py      (Pillow 9.4, NumPy 1.24)

A line is PATH SIZE DIGEST [DIGEST]: the first 16 digits of the SHA-256 of the picture's red, green and blue bytes,
upright by EXIF and laid on white, and for pictures with transparent parts of the same on the colour (12, 200, 90):
`Image.new('RGB', size, colour).paste(picture, mask=alpha)`.

Two kinds are not as Pillow has them, see src/worker/decode-picture.ts: of 16-bit grey it is the high byte, and of CMYK
`(255 - ink) * (255 - black) // 255`. Pictures that this Pillow does not read, and those of more than 4 megapixels, are
left out.
"""
import hashlib
import json
import pathlib
import warnings

import numpy as np
from PIL import Image, ImageOps, __version__

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[2] / "shared/fixtures/images"
ENDINGS = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".ico"}


def eight_bits(path):
    """The picture as RGBA, upright."""
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode == "I":
        transparent = image.info.get("transparency")
        values = np.asarray(image)
        alpha = np.full(values.shape, 255) if transparent is None else np.where(values == transparent, 0, 255)
        grey = values >> 8
        return Image.fromarray(np.dstack([grey, grey, grey, alpha]).astype(np.uint8), "RGBA")
    if image.mode == "CMYK":
        values = np.asarray(image).astype(int)
        colours = (255 - values[..., :3]) * (255 - values[..., 3:]) // 255
        return Image.fromarray(colours.astype(np.uint8), "RGB").convert("RGBA")
    return image.convert("RGBA")


def on(image, colour):
    base = Image.new("RGB", image.size, colour)
    base.paste(image, mask=image.getchannel("A"))
    return hashlib.sha256(base.tobytes()).hexdigest()[:16]


def lines():
    for folder in ("valid", "photos", "exif"):
        for path in sorted((ROOT / folder).rglob("*")):
            # PngSuite's names that begin with an x are those of its damaged ones.
            if path.suffix.lower() not in ENDINGS or (path.parent.name == "pngsuite" and path.name[0] == "x"):
                continue
            try:
                if np.prod(Image.open(path).size) > 4e6:
                    continue
                image = eight_bits(path)
            except Exception:
                continue
            digests = [on(image, "white")]
            if image.getchannel("A").getextrema()[0] < 255:
                digests.append(on(image, (12, 200, 90)))
            yield f"{path.relative_to(ROOT).as_posix()} {image.width}x{image.height} {' '.join(digests)}"


content = {"madeWith": f"Pillow {__version__}", "cases": list(lines())}
(HERE / "decoded.json").write_text(json.dumps(content, indent=2) + "\n")

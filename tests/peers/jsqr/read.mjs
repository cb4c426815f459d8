// Prints the texts of all QR codes in some pictures, as a JSON list. jsQR finds one code in a picture, so each code that was found is painted over, and
// when no more is found in the whole picture, its parts are searched.
import { readFileSync } from 'node:fs';
import reader from 'jsqr';

const read = reader.default ?? reader;

function parse(bytes) {
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  if (!header) {
    throw new Error('not a binary PGM of 8 bits');
  }

  return { width: Number(header[1]), height: Number(header[2]), gray: Uint8Array.prototype.slice.call(bytes, header[0].length) };
}

function cut(picture, left, top, width, height) {
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      pixels[at] = pixels[at + 1] = pixels[at + 2] = picture.gray[(top + y) * picture.width + left + x];
    }
  }

  return pixels;
}

function paintOver(picture, left, top, corners) {
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  for (let y = Math.max(0, Math.floor(top + Math.min(...ys)) - 2); y <= Math.min(picture.height - 1, top + Math.max(...ys) + 2); y++) {
    const from = Math.max(0, Math.floor(left + Math.min(...xs)) - 2);
    const to = Math.min(picture.width - 1, Math.ceil(left + Math.max(...xs)) + 2);
    picture.gray.fill(255, y * picture.width + from, y * picture.width + to + 1);
  }
}

function search(picture, left, top, width, height, found) {
  for (;;) {
    const code = read(cut(picture, left, top, width, height), width, height, { inversionAttempts: 'dontInvert' });
    if (!code || code.data === '') {
      return;
    }

    found.push(code.data);
    const { topLeftCorner, topRightCorner, bottomLeftCorner, bottomRightCorner } = code.location;
    paintOver(picture, left, top, [topLeftCorner, topRightCorner, bottomLeftCorner, bottomRightCorner]);
  }
}

const found = [];
for (const file of process.argv.slice(2)) {
  const picture = parse(readFileSync(file));
  search(picture, 0, 0, picture.width, picture.height, found);
  for (const parts of [2, 3]) {
    const [width, height] = [Math.floor(picture.width / parts) + 60, Math.floor(picture.height / parts) + 60];
    for (let row = 0; row < parts; row++) {
      for (let column = 0; column < parts; column++) {
        const left = Math.min(Math.floor((column * picture.width) / parts), picture.width - width);
        const top = Math.min(Math.floor((row * picture.height) / parts), picture.height - height);
        search(picture, left, top, width, height, found);
      }
    }
  }
}

console.log(JSON.stringify(found));

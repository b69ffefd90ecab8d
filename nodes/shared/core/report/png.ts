import { zlibSync } from 'fflate';
import { CHANNELS, type Canvas } from './canvas';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const BIT_DEPTH = 8;
const TRUE_COLOUR = 2;
const NO_FILTER = 0;
/** Bytes of a chunk around its data: length and name before it, checksum after it. */
const CHUNK_EXTRA = 12;
const INCHES_PER_METRE = 1 / 0.0254;
const PIXELS_PER_CSS_INCH = 96;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit++)
		value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
	return value;
});

function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
	return (crc ^ 0xffffffff) >>> 0;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(data.length + CHUNK_EXTRA);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, data.length);
	for (let at = 0; at < name.length; at++) bytes[4 + at] = name.charCodeAt(at);
	bytes.set(data, 8);
	view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
	return bytes;
}

function header({ width, height }: Canvas): Uint8Array {
	const bytes = new Uint8Array(13);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, width);
	view.setUint32(4, height);
	bytes.set([BIT_DEPTH, TRUE_COLOUR], 8);
	return bytes;
}

function density(pixelRatio: number): Uint8Array {
	const bytes = new Uint8Array(9);
	const perMetre = Math.round(pixelRatio * PIXELS_PER_CSS_INCH * INCHES_PER_METRE);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, perMetre);
	view.setUint32(4, perMetre);
	bytes[8] = 1;
	return bytes;
}

/** The rows as they are: letters that come again are found so, and not in rows that are told as differences. */
function plainRows({ width, height, pixels }: Canvas): Uint8Array {
	const stride = width * CHANNELS;
	const rows = new Uint8Array((stride + 1) * height);
	for (let y = 0; y < height; y++) {
		rows[y * (stride + 1)] = NO_FILTER;
		rows.set(pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
	}
	return rows;
}

/**
 * The picture as a PNG file: equal pixels give equal bytes.
 *
 * @param pixelRatio pixels for each one of the layout, so that programs that heed it show the picture in its size
 */
export function toPng(canvas: Canvas, pixelRatio: number): Uint8Array {
	const parts = [
		Uint8Array.from(SIGNATURE),
		chunk('IHDR', header(canvas)),
		chunk('pHYs', density(pixelRatio)),
		chunk('IDAT', zlibSync(plainRows(canvas), { level: 9 })),
		chunk('IEND', new Uint8Array(0)),
	];
	const file = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		file.set(part, at);
		at += part.length;
	}
	return file;
}

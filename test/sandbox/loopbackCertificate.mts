import { generateKeyPairSync, sign } from 'node:crypto';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const GENERALIZED_TIME = 0x18;

/** One DER value: tag, length, content. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
	const content = Buffer.concat(parts);
	const { length } = content;
	const size =
		length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const objectId = (hex: string) => der(OBJECT_ID, Buffer.from(hex, 'hex'));
const text = (tag: number, value: string) => der(tag, Buffer.from(value));

/**
 * A new PEM key with a self-signed certificate for 127.0.0.1 and localhost. Made here, because a private
 * key does not belong into a repository and a fresh clone has nothing but Node to make one.
 */
export function loopbackCertificate(): { key: string; cert: string } {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const ecdsaWithSha256 = der(SEQUENCE, objectId('2a8648ce3d040302'));
	const commonName = der(SEQUENCE, objectId('550403'), text(UTF8_STRING, 'localhost'));
	const name = der(SEQUENCE, der(SET, commonName));
	const validity = der(
		SEQUENCE,
		text(GENERALIZED_TIME, '20200101000000Z'),
		text(GENERALIZED_TIME, '21200101000000Z'),
	);
	const names = der(SEQUENCE, text(0x82, 'localhost'), der(0x87, Buffer.from([127, 0, 0, 1])));
	const alternativeNames = der(SEQUENCE, objectId('551d11'), der(OCTET_STRING, names));
	const toBeSigned = der(
		SEQUENCE,
		der(0xa0, der(INTEGER, Buffer.from([2]))),
		der(INTEGER, Buffer.from([1])),
		ecdsaWithSha256,
		name,
		validity,
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, der(SEQUENCE, alternativeNames)),
	);
	const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', toBeSigned, privateKey));
	const certificate = der(SEQUENCE, toBeSigned, ecdsaWithSha256, signature).toString('base64');
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
	};
}

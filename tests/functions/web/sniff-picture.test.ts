import { expect, test } from 'vitest'
import { sniffPicture } from '#functions/web/sniff-picture.ts'

const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

test.each([
  ['\xff\xd8\xff\xe0 and more', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n and more', 'image/png'],
  ['GIF87a and more', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
  ['\0\0\0\x1cftypavif\0\0\0\0', 'image/avif'],
  ['\0\0\0\x1cftypavis\0\0\0\0', 'image/avif'],
])('%j begins a picture: %s', (text, type) => expect(sniffPicture(bytesOf(text))).toBe(type))

test.each([
  '',
  '\xff\xd8',
  '\x89PNG\n',
  'GIF88a',
  ' GIF89a',
  'RIFF\x10\0\0\0WAVEfmt ',
  'RIFX\x10\0\0\0WEBPVP8 ',
  '\0\0\0\x1cftypisom\0\0\0\0',
  'ftypavif',
  '\0\0\0\x1c ftypavif',
  '<svg xmlns="http://www.w3.org/2000/svg">',
  '<!doctype html>',
])('%j begins no picture', (text) => expect(sniffPicture(bytesOf(text))).toBeNull())

package content

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	_ "image/gif"  // reads sizes
	_ "image/jpeg" // reads sizes
	_ "image/png"  // reads sizes
)

// most is how wide or high a picture may be: a phone's panorama, not a bomb of memory for who opens it.
const most = 30_000

// sized refuses what no picture can be read from.
func sized(raw []byte) error {
	c, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || c.Width < 1 || c.Height < 1 || c.Width > most || c.Height > most {
		return refuse("disguise", "no picture can be read")
	}
	return nil
}

// png is its chunks, each with its sum, up to IEND (W3C PNG, 5 Datastream structure).
func png(raw []byte) ([]byte, error) {
	for at := 8; at+12 <= len(raw); {
		n := int(binary.BigEndian.Uint32(raw[at:]))
		if n < 0 || n > len(raw)-at-12 {
			break
		}
		body := raw[at+4 : at+8+n]
		if crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(raw[at+8+n:]) {
			break
		}
		at += n + 12
		if string(body[:4]) != "IEND" {
			continue
		}
		if at != len(raw) {
			return nil, double("picture")
		}
		return raw, sized(raw)
	}
	return nil, refuse("disguise", "the picture breaks off")
}

// jpeg is its segments up to the end of its data (ITU T.81, B.1). Phones hang films and second pictures behind it.
func jpeg(raw []byte) ([]byte, error) {
	end := jpegEnd(raw)
	if end < 0 {
		return nil, refuse("disguise", "the picture breaks off")
	}
	return cut(raw, end)
}

// cut takes off what hangs behind a picture, unless it is an archive or a page.
func cut(raw []byte, end int) ([]byte, error) {
	if archive(raw) || page(raw[end:]) {
		return nil, double("picture")
	}
	return raw[:end], sized(raw[:end])
}

func jpegEnd(raw []byte) int {
	for at := 2; at+4 <= len(raw); {
		if raw[at] != 0xff {
			return -1
		}
		mark := raw[at+1]
		switch {
		case mark == 0xff: // fill
			at++
			continue
		case mark == 0xd9:
			return at + 2
		case mark == 0x01 || mark >= 0xd0 && mark <= 0xd7:
			at += 2
			continue
		}
		n := int(binary.BigEndian.Uint16(raw[at+2:]))
		if n < 2 {
			return -1
		}
		if at += 2 + n; mark == 0xda { // what follows is data, up to the next marker that is one
			for at+1 < len(raw) && (raw[at] != 0xff || raw[at+1] == 0 || raw[at+1] >= 0xd0 && raw[at+1] <= 0xd7) {
				at++
			}
		}
	}
	if n := len(raw); n >= 2 && raw[n-2] == 0xff && raw[n-1] == 0xd9 {
		return n
	}
	return -1
}

package content

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// gif is its blocks up to the trailer (GIF89a specification, 27).
func gif(raw []byte) ([]byte, error) {
	broken := refuse("disguise", "the picture breaks off")
	if len(raw) < 14 || raw[4] != '7' && raw[4] != '9' || raw[5] != 'a' {
		return nil, broken
	}
	at := 13 + table(raw[10])
	for at < len(raw) {
		switch raw[at] {
		case 0x3b:
			return cut(raw, at+1)
		case 0x21: // an extension
			at += 2
		case 0x2c: // a picture
			if at+9 >= len(raw) {
				return nil, broken
			}
			at += 10 + table(raw[at+9]) + 1
		default:
			return nil, broken
		}
		for at < len(raw) && raw[at] != 0 {
			at += int(raw[at]) + 1
		}
		at++
	}
	return nil, broken
}

// table is how long the colours are that flags speak of.
func table(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

func webpStart(raw []byte) bool {
	return len(raw) > 16 && string(raw[:4]) == "RIFF" && string(raw[8:15]) == "WEBPVP8"
}

// webp says how long it is (RFC 9649, 2.4).
func webp(raw []byte) ([]byte, error) {
	n := int(binary.LittleEndian.Uint32(raw[4:])) + 8
	switch n += n & 1; {
	case n > len(raw):
		return nil, refuse("disguise", "the picture breaks off")
	case n < len(raw):
		return nil, double("picture")
	}
	return raw, nil
}

// heics are the brands of pictures among the files that begin like films (ISO/IEC 23008-12, 10.2).
var heics = []string{"heic", "heix", "heim", "heis", "mif1", "msf1"}

func heicStart(raw []byte) bool {
	return len(raw) > 12 && string(raw[4:8]) == "ftyp" && slices.Contains(heics, string(raw[8:12]))
}

// heic is its boxes, one after the other, of the sorts a picture has (ISO/IEC 14496-12, 4.2).
func heic(raw []byte) ([]byte, error) {
	sorts, at := []string{"ftyp", "meta", "mdat", "free", "skip", "moov", "uuid"}, 0
	for at+8 <= len(raw) {
		n, sort := int(binary.BigEndian.Uint32(raw[at:])), string(raw[at+4:at+8])
		if n == 0 {
			n = len(raw) - at
		}
		if !slices.Contains(sorts, sort) || n < 8 || n > len(raw)-at {
			break
		}
		at += n
	}
	if at != len(raw) || archive(raw) || page(raw[:min(len(raw), pdfHead)]) {
		return nil, double("picture")
	}
	if !bytes.Contains(raw[:min(len(raw), 1<<16)], []byte("meta")) {
		return nil, refuse("disguise", "no picture can be read")
	}
	return raw, nil
}

package content

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// programs are how what runs begins: it is no text, also where it looks like one.
var programs = []string{"MZ", "\x7fELF", "#!", "%PDF-", "PK\x03\x04", "GIF8", "{\\rtf"}

// plain tells whether it is text: of letters, and nothing that something else begins with.
func plain(raw []byte) bool {
	for _, p := range programs {
		if bytes.HasPrefix(raw, []byte(p)) {
			return false
		}
	}
	return !bytes.ContainsFunc(raw, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' && r != '\f' })
}

// text is UTF-8 or Shift_JIS, as Japanese offices write it, no archive, and begins as no page does.
func text(raw []byte) ([]byte, error) {
	if page(raw[:min(len(raw), pdfHead)]) || archive(raw) {
		return nil, double("text")
	}
	if utf8.Valid(raw) {
		return raw, nil
	}
	read, err := japanese.ShiftJIS.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(read, utf8.RuneError) {
		return nil, refuse("disguise", "the text is neither UTF-8 nor Shift_JIS")
	}
	return raw, nil
}

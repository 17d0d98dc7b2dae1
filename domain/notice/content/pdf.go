package content

import (
	"archive/zip"
	"bytes"
	"regexp"
	"strconv"
)

const (
	// pdfHead is how far into a file readers look for its beginning, and polyglots hide theirs before the first object.
	pdfHead = 1024
	// pdfTail is how far before its end readers look for its end (ISO 32000-1, implementation note 18).
	pdfTail = 1024
)

// objects is how a table of objects begins: as one, or as an object that holds it (ISO 32000-1, 7.5.4 and 7.5.8).
var objects = regexp.MustCompile(`^\s*(xref\s|\d+\s+\d+\s+obj)`)

// pdf begins with its header, ends with %%EOF, says there where its table of objects is, and is no archive nor page besides.
// What it runs by itself is left to the program that opens it: the tax office's own forms do.
func pdf(raw []byte) ([]byte, error) {
	if page(raw[:min(len(raw), pdfHead)]) || archive(raw) {
		return nil, double("PDF")
	}
	end := bytes.LastIndex(raw, []byte("%%EOF"))
	start := bytes.LastIndex(raw, []byte("startxref"))
	if end < 0 || start < 0 || end-start > pdfTail || start > end {
		return nil, refuse("disguise", "the PDF has no end")
	}
	if len(bytes.Trim(raw[end+len("%%EOF"):], "\r\n\t \x00")) > 0 {
		return nil, double("PDF")
	}
	at, err := strconv.Atoi(string(bytes.TrimSpace(raw[start+len("startxref") : end])))
	if err != nil || at <= 0 || at >= len(raw) {
		return nil, refuse("disguise", "the PDF has no table of objects")
	}
	if !objects.Match(raw[at:min(len(raw), at+40)]) {
		return nil, refuse("disguise", "the PDF has no table of objects")
	}
	return raw, nil
}

// archive tells whether an archiver, or a virtual machine, would find something in it: they look from the end.
func archive(raw []byte) bool {
	_, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	return err == nil
}

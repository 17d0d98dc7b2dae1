package content

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"path"
	"slices"
	"strings"
)

const (
	// officeParts and officeSize are far above what a document of MaxFile bytes has; a bomb is far above them.
	officeParts = 5_000
	officeSize  = 300 << 20 // bytes, unpacked
)

// runs are the endings of what a computer runs when it is opened.
var runs = []string{".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".jar",
	".lnk", ".sh", ".class", ".html", ".htm", ".svg"}

// office is a document in a package (ISO/IEC 29500-2) that has its main part, and nothing before or behind it.
func office(main string) func([]byte) ([]byte, error) {
	return func(raw []byte) ([]byte, error) {
		z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
		switch {
		case err != nil:
			return nil, refuse("disguise", "the document cannot be opened: %w", err)
		case len(z.Comment) > 0 || !bytes.Equal(raw[len(raw)-22:len(raw)-18], []byte("PK\x05\x06")) || !first(raw, z.File):
			return nil, double("document")
		case len(z.File) > officeParts:
			return nil, refuse("active", "the document has %d parts", len(z.File))
		}
		return raw, parts(z.File, main)
	}
}

// first tells whether one of the parts begins where the document does: else something stands before them, perhaps another
// archive, which readers that begin in front would find instead.
func first(raw []byte, files []*zip.File) bool {
	if len(raw) < 30 {
		return false
	}
	head := int64(30) + int64(binary.LittleEndian.Uint16(raw[26:])) + int64(binary.LittleEndian.Uint16(raw[28:])) // PKWARE APPNOTE, 4.3.7
	return slices.ContainsFunc(files, func(f *zip.File) bool {
		at, err := f.DataOffset()
		return err == nil && at == head
	})
}

func parts(files []*zip.File, main string) error {
	var size uint64
	found := map[string]bool{}
	for _, f := range files {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		if size += f.UncompressedSize64; size > officeSize {
			return refuse("active", "the document unpacks to too much")
		}
		switch {
		case strings.HasPrefix(name, "/") || name != path.Clean(name) && name != path.Clean(name)+"/" || strings.HasPrefix(name, ".."):
			return refuse("active", "a part of the document leaves it")
		case strings.Contains(name, "vbaproject") || strings.Contains(name, "macrosheets/") || slices.Contains(runs, path.Ext(name)):
			return refuse("active", "the document runs something: %s", path.Base(name))
		case found[name]:
			return double("document") // of two parts of a name readers take different ones
		}
		found[name] = true
	}
	if !found["[content_types].xml"] || !found[main] {
		return refuse("disguise", "the document is none of its kind")
	}
	return nil
}

package store

import (
	"io"
	"io/fs"
	"path"
	"strings"
)

// rendered is a folder of SQL files whose tokens are replaced as they are read.
type rendered struct {
	fs.FS
	words *strings.Replacer
}

// Open implements fs.FS.
func (r rendered) Open(name string) (fs.File, error) {
	f, err := r.FS.Open(name)
	if err != nil || path.Ext(name) != ".sql" {
		return f, err
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return &page{f, strings.NewReader(r.words.Replace(string(text)))}, nil
}

// page is one rendered file; its Stat and Close stay the file's.
type page struct {
	fs.File
	text *strings.Reader
}

// Read implements fs.File.
func (p *page) Read(b []byte) (int, error) { return p.text.Read(b) }

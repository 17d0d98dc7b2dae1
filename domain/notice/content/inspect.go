package content

import (
	"bytes"
	"path"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

// kind is one sort of file that is taken in.
type kind struct {
	media   string // its media type
	endings []string
	starts  func([]byte) bool            // whether it claims to be this
	whole   func([]byte) ([]byte, error) // whether it is this from the first byte to the last; it may cut off what hangs behind
}

// kinds are what is taken in: what offices send each other and phones photograph. Archives, programs, pages and documents
// with macros are not.
var kinds = []kind{
	{"application/pdf", []string{".pdf"}, prefix("%PDF-"), pdf},
	{"image/png", []string{".png"}, prefix("\x89PNG\r\n\x1a\n"), png},
	{"image/jpeg", []string{".jpg", ".jpeg"}, prefix("\xff\xd8\xff"), jpeg},
	{"image/gif", []string{".gif"}, prefix("GIF8"), gif},
	{"image/webp", []string{".webp"}, webpStart, webp},
	{"image/heic", []string{".heic", ".heif"}, heicStart, heic},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}, prefix("PK\x03\x04"), office("word/document.xml")},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}, prefix("PK\x03\x04"), office("xl/workbook.xml")},
	{"application/vnd.openxmlformats-officedocument.presentationml.presentation", []string{".pptx"}, prefix("PK\x03\x04"), office("ppt/presentation.xml")},
	{"text/plain", []string{".txt"}, plain, text},
	{"text/csv", []string{".csv"}, plain, text},
}

// Endings lists what a name may end with, for the form that asks for a file.
func Endings() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.endings...)
	}
	return out
}

// Inspect tells what a file is and gives back what is to be kept of it. Invalid Args["why"]: kind (nothing that is taken
// in), disguise (it is not what its name says), double (something else hangs on it or is in it), active (it runs by itself).
func Inspect(name string, raw []byte) (media string, kept []byte, err error) {
	ending := strings.ToLower(path.Ext(name))
	for _, k := range kinds {
		for _, e := range k.endings {
			if e != ending {
				continue
			}
			if !k.starts(raw) {
				return "", nil, refuse("disguise", "%s is not what its name says", k.media)
			}
			kept, err := k.whole(raw)
			return k.media, kept, err
		}
	}
	return "", nil, refuse("kind", "files that end with %q are not taken in", ending)
}

func refuse(why, format string, a ...any) error {
	e := domain.Errorf(domain.Invalid, "content: "+format, a...)
	e.Args = map[string]any{"why": why}
	return e
}

func double(what string) error {
	return refuse("double", "the %s holds something else besides", what)
}

func prefix(s string) func([]byte) bool {
	return func(raw []byte) bool { return bytes.HasPrefix(raw, []byte(s)) }
}

// pages are how what a browser or server would run begins.
var pages = [][]byte{[]byte("<html"), []byte("<script"), []byte("<!doctype"), []byte("<?php"), []byte("<svg"), []byte("<iframe")}

// page tells whether bytes hold the beginning of something a browser or server would run.
func page(raw []byte) bool {
	low := bytes.ToLower(raw)
	for _, p := range pages {
		if bytes.Contains(low, p) {
			return true
		}
	}
	return false
}

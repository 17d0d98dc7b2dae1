package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"strings"
)

// StaticPrefix is where styles, scripts and icons are served.
const StaticPrefix = "/static/"

// versions are the static files and the first letters of their digests: an address changes with its file, so that a
// browser may keep it for ever.
var versions = digests()

func digests() map[string]string {
	out := map[string]string{}
	err := fs.WalkDir(files, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		sum := sha256.Sum256(data)
		out[strings.TrimPrefix(name, "static/")] = hex.EncodeToString(sum[:])[:12]
		return err
	})
	if err != nil {
		panic(err)
	}
	return out
}

// Asset is the address of a static file. A name that does not exist is a mistake in the program and panics.
func Asset(name string) string {
	v, ok := versions[name]
	if !ok {
		panic("ui: there is no static file " + name)
	}
	return StaticPrefix + name + "?v=" + v
}

// File is a static file's bytes, for what must be served at an address of its own.
func File(name string) []byte {
	data, err := files.ReadFile("static/" + name)
	if err != nil {
		panic(err)
	}
	return data
}

// Static serves the embedded styles, scripts and icons.
func Static() http.Handler {
	sub, err := fs.Sub(files, "static")
	if err != nil {
		panic(err)
	}
	serve := http.StripPrefix(StaticPrefix, http.FileServerFS(sub))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if v := r.URL.Query().Get("v"); v != "" && v == versions[strings.TrimPrefix(r.URL.Path, StaticPrefix)] {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		serve.ServeHTTP(w, r)
	})
}

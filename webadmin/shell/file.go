package shell

import (
	"mime"
	"net/http"
)

// BeginFile makes the answer a file to be kept. Its name may be anything: letters a header cannot hold are written as
// RFC 5987 says.
func (v *Visit) BeginFile(kind, name string) {
	h := v.Response().Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}

// EndFile ends a file, or the attempt at one. An error before its first byte leaves the answer free for a page; after it
// the connection is cut, for half a file must not look like a whole one.
func (v *Visit) EndFile(err error) error {
	switch {
	case err == nil:
		return nil
	case v.Response().Committed:
		v.shell.Log.Error("file cut off", "path", v.Path(), "error", err)
		panic(http.ErrAbortHandler)
	}
	v.Response().Header().Del("Content-Disposition")
	return err
}

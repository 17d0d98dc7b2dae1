package shell

import (
	"errors"
	"log/slog"
	"mime"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

func fileVisit() (*Visit, *httptest.ResponseRecorder) {
	w := httptest.NewRecorder()
	c := echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), w)
	return &Visit{Context: c, shell: &Shell{Log: slog.New(slog.DiscardHandler)}}, w
}

func TestFileNames(t *testing.T) {
	for _, name := range []string{"audit.csv", "勤務表 11月.pdf", `a"b.csv`, "a\r\nSet-Cookie: x=1.csv", `c:\d; filename=e.csv`} {
		v, w := fileVisit()
		v.BeginFile("text/csv", name)
		written := w.Header().Get("Content-Disposition")
		kind, params, err := mime.ParseMediaType(written)
		if err != nil || kind != "attachment" || params["filename"] != name || strings.ContainsAny(written, "\r\n") {
			t.Errorf("%q is written as %q, which reads %q %v %v", name, written, kind, params, err)
		}
	}
}

func TestHalfAFile(t *testing.T) {
	broken := errors.New("broken")
	v, w := fileVisit()
	v.BeginFile("text/csv", "a.csv")
	if err := v.EndFile(broken); err != broken || w.Header().Get("Content-Disposition") != "" {
		t.Errorf("before its first byte: %v, %q", err, w.Header().Get("Content-Disposition"))
	}
	v, _ = fileVisit()
	v.BeginFile("text/csv", "a.csv")
	if _, err := v.Response().Write([]byte("a")); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if p := recover(); p != http.ErrAbortHandler {
			t.Errorf("after its first byte: %v", p)
		}
	}()
	_ = v.EndFile(broken)
}

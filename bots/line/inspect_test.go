package line

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/bots"
)

// TestStatusOfANote reads the notes of answers LINE gave.
func TestStatusOfANote(t *testing.T) {
	p := platform(t, Config{})
	for _, status := range []int{400, 401, 403, 404, 429, 500} {
		a := read(&http.Response{StatusCode: status, Header: http.Header{"X-Line-Request-Id": {"r1"}}, Body: io.NopCloser(strings.NewReader(`{"message":"so it is"}`))}, nil)
		for _, note := range []string{a.note, notePush + a.note, "reply " + a.note, bots.Uncertain + notePush + a.note} {
			if got := p.Status(note); got != status {
				t.Errorf("%q: %d, want %d", note, got, status)
			}
		}
	}
	for _, note := range []string{"", "push no answer: closed", "not pushed by the channel's rule"} {
		if got := p.Status(note); got != 0 {
			t.Errorf("%q: %d", note, got)
		}
	}
}

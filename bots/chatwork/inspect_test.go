package chatwork

import (
	"testing"

	"github.com/dakoku/dakoku/bots"
)

func TestStatusOfANote(t *testing.T) {
	p := New(Config{})
	for _, status := range []int{401, 403, 429, 500} {
		note := (&refusal{status: status, texts: []string{"so it is"}}).Error()
		for _, before := range []string{"", bots.Uncertain, bots.Uncertain + bots.Paced} {
			if got := p.Status(before + note); got != status {
				t.Errorf("%q: %d", before+note, got)
			}
		}
	}
	if got := p.Status("not delivered within a day: chatwork: dial tcp"); got != 0 {
		t.Errorf("no status is %d", got)
	}
}

package slack

import (
	"strings"
	"testing"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/outbox"
)

func (b *bench) page(r dialog.Reply) outbox.Item {
	item := b.row(outbox.Address{User: "U0TANAKA", Direct: true}, r)
	item.Kind = outbox.Refresh
	return item
}

func TestHomeIsPublished(t *testing.T) {
	b := newBench(t)
	for range 2 {
		if r := b.send(b.page(receipt)); r.State != outbox.Sent || r.Remote != "" {
			t.Errorf("%+v", r)
		}
	}
	if got := b.methods(); got != "views.publish views.publish" {
		t.Error(got)
	}
	c := b.last(methodPublish)
	if c.form.Get("user_id") != "U0TANAKA" || c.form.Get("hash") != "h1" || !strings.Contains(c.form.Get("view"), `"type":"home"`) {
		t.Errorf("%v", c.form)
	}
}

func TestHomePublishedElsewhereMeanwhile(t *testing.T) {
	b := newBench(t)
	b.send(b.page(receipt))
	b.script[methodPublish] = []answer{failing("hash_conflict")}
	if r := b.send(b.page(receipt)); r.State != outbox.Sent {
		t.Errorf("%+v", r)
	}
	if c := b.last(methodPublish); len(b.calls) != 3 || c.form.Has("hash") {
		t.Errorf("%s %v", b.methods(), c.form)
	}
	b.send(b.page(receipt))
	if c := b.last(methodPublish); c.form.Get("hash") != "h3" {
		t.Errorf("%v", c.form)
	}
}

func TestHomeOfNobodyIsEmptied(t *testing.T) {
	b := newBench(t)
	if r := b.send(b.page(dialog.Reply{Lang: "ja", State: "unlinked"})); r.State != outbox.Sent {
		t.Errorf("%+v", r)
	}
	if view := b.last(methodPublish).form.Get("view"); !strings.Contains(view, `"blocks":[{"type":"divider"}]`) {
		t.Error(view)
	}
}

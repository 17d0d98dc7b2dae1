package line

import (
	"bytes"
	"context"
	"encoding/json"
	"image/png"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/outbox"
)

// pages are menus of the form the conversations hand over.
func pages() []dialog.Reply {
	button := func(label, name, arg string) dialog.Choice {
		return dialog.Choice{Label: label, Typed: label, Action: act(name, arg)}
	}
	out := button("退勤", "punch", "out")
	out.Strong = true
	return []dialog.Reply{
		{Lang: "ja", State: "unlinked", Title: "ヘルプ", Choices: []dialog.Choice{button("ヘルプ", "help", ""), button("言語", "language", "")}},
		{Lang: "ja", State: "in", Title: "● 出勤中", Choices: []dialog.Choice{out, button("休憩", "punch", "break_start"),
			button("外出", "punch", "leave"), button("今日", "today", ""), button("今月", "month", "")}},
	}
}

func registering(t *testing.T) *sending {
	s := newSending(t)
	s.p.cfg.Menus = pages()
	return s
}

func (s *sending) register() {
	s.t.Helper()
	if err := s.p.Register(context.Background(), s.ch); err != nil {
		s.t.Fatal(err)
	}
}

func (s *sending) made() (n int) {
	for _, c := range s.fake.calls {
		if c.path == "POST /v2/bot/richmenu" {
			n++
		}
	}
	return n
}

// TestRegister makes the menus once, and again only what changed.
func TestRegister(t *testing.T) {
	s := registering(t)
	s.register()
	s.register()
	if s.made() != 2 || len(s.fake.menus) != 2 || len(s.fake.aliases) != 2 || s.fake.common != s.fake.aliases["dakoku-ja-unlinked"] {
		t.Fatalf("%d made, %v, aliases %v, default %q", s.made(), s.fake.menus, s.fake.aliases, s.fake.common)
	}
	for id, size := range s.fake.pictures {
		if size == 0 || size > 1<<20 {
			t.Errorf("picture of %s has %d bytes", id, size)
		}
	}
	s.fake.menus["by-hand"] = "summer sale"
	s.p.cfg.Menus[1].Title = "出勤中"
	s.register()
	if s.made() != 3 || len(s.fake.menus) != 3 || s.fake.menus[s.fake.aliases["dakoku-ja-in"]] == "" || s.fake.menus["by-hand"] == "" {
		t.Errorf("%d made, %v, aliases %v", s.made(), s.fake.menus, s.fake.aliases)
	}
}

// TestRegisterInterrupted breaks off after a menu was made and before its picture was there.
func TestRegisterInterrupted(t *testing.T) {
	s := registering(t)
	s.fake.fail("/v2/bot/richmenu/richmenu-1/content", fault{status: 500})
	if err := s.p.Register(context.Background(), s.ch); err == nil {
		t.Fatal("no error")
	}
	s.register()
	for alias, id := range s.fake.aliases {
		if s.fake.pictures[id] == 0 {
			t.Errorf("%s has no picture", alias)
		}
	}
	if len(s.fake.menus) != 2 {
		t.Errorf("left over: %v", s.fake.menus)
	}
}

func TestRichMenuGolden(t *testing.T) {
	s := registering(t)
	s.register()
	i := 0
	for _, c := range s.fake.calls {
		if c.path != "POST /v2/bot/richmenu" {
			continue
		}
		s.fake.calls = append(s.fake.calls, c)
		s.same("richmenu_" + pages()[i].State)
		i++
	}
}

// refresh is the row that gives a person the menu of his state.
func refresh(state string) outbox.Item {
	item := row("1", "", dialog.Reply{Lang: "ja", State: state})
	item.Kind = outbox.Refresh
	return item
}

func TestFollow(t *testing.T) {
	s := registering(t)
	if r := s.send(refresh("in"))["1"]; r.State != outbox.Sent || r.Note != "no menu registered" {
		t.Errorf("before registering: %+v", r)
	}
	if s.p.Follows(s.ch) {
		t.Error("follows without a menu")
	}
	s.register()
	if !s.p.Follows(s.ch) {
		t.Error("does not follow with one")
	}
	calls := len(s.fake.calls)
	for range 2 {
		if r := s.send(refresh("in"))["1"]; r.State != outbox.Sent || s.fake.linked[taro] != s.fake.aliases["dakoku-ja-in"] {
			t.Errorf("%+v, linked %v", r, s.fake.linked)
		}
	}
	if n := len(s.fake.calls) - calls; n != 2 {
		t.Errorf("%d calls for two links", n)
	}
	if r := s.send(refresh(""))["1"]; r.State != outbox.Sent {
		t.Errorf("no state: %+v", r)
	}
	s.want(0, 0)
}

// TestFollowReplaced links a menu that another process has replaced meanwhile.
func TestFollowReplaced(t *testing.T) {
	s := registering(t)
	s.register()
	delete(s.fake.menus, s.fake.aliases["dakoku-ja-in"])
	s.fake.menus["newer"], s.fake.aliases["dakoku-ja-in"] = "x", "newer"
	first := s.send(refresh("in"))["1"]
	if first.State != outbox.Owed {
		t.Fatalf("%+v", first)
	}
	if r := s.send(refresh("in"))["1"]; r.State != outbox.Sent || s.fake.linked[taro] != "newer" {
		t.Errorf("%+v, linked %v", r, s.fake.linked)
	}
}

// TestPicture draws every menu there is lettering for, and one there is none for.
func TestPicture(t *testing.T) {
	for _, page := range append(pages(), dialog.Reply{Lang: "xx", State: "odd", Choices: choices("?")}) {
		d, err := picture(page)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(d.png))
		if err != nil || img.Bounds().Dx() != menuWidth || img.Bounds().Dy() != menuHeight || len(d.png) > 1<<20 {
			t.Errorf("%s: %v, %d bytes, %v", page.State, img.Bounds(), len(d.png), err)
		}
	}
	entries, err := lettering.ReadDir("menu")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		lang, word, _ := strings.Cut(e.Name(), "-")
		twin := map[string]string{"ja": "en", "en": "ja"}[lang]
		if _, err := lettering.Open("menu/" + twin + "-" + word); err != nil {
			t.Errorf("%s has no twin in the other language", e.Name())
		}
	}
}

func TestMenuAreasCoverThePicture(t *testing.T) {
	for n := 1; n <= maxTiles; n++ {
		spec := menuSpec(dialog.Reply{Choices: choices("1", "2", "3", "4")[:n]}, "")
		width := int64(0)
		for _, a := range spec.Areas {
			width += a.Bounds.Width
		}
		if width != menuWidth {
			b, _ := json.Marshal(spec)
			t.Errorf("%d areas: %s", n, b)
		}
	}
}

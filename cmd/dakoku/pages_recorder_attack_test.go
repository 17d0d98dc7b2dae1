package main

import (
	"fmt"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/terminal"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func (b *browser) cookieAt(path, name string) string {
	for _, c := range b.jar.Cookies(&url.URL{Scheme: "http", Host: "example.test", Path: path}) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// TestTenThousandWrongPasscodes comes from one address and from many, for one person and for all, at one recorder and at
// many, while the clock stands still.
func TestTenThousandWrongPasscodes(t *testing.T) {
	t.Parallel()
	one := terminal.Place{Recorder: "door", Address: "203.0.113.9"}
	for _, c := range []struct {
		name string
		n    int
		who  func(i int) string
		at   func(i int) terminal.Place
		most int
	}{
		{"one person from one address", attacks, func(int) string { return "1001" }, func(int) terminal.Place { return one }, 5},
		{"one person from ten thousand addresses at a hundred recorders", attacks, func(int) string { return "1001" }, func(i int) terminal.Place {
			return terminal.Place{Recorder: domain.ID(fmt.Sprint("door", i%100)), Address: fmt.Sprintf("198.51.%d.%d", i/250, i%250)}
		}, 5},
		{"everybody at one recorder", 1000, func(i int) string { return fmt.Sprint("nobody", i) }, func(i int) terminal.Place {
			return terminal.Place{Recorder: "door", Address: fmt.Sprintf("198.51.%d.%d", i/250, i%250)}
		}, 30},
		{"everybody at many recorders from one address", 1000, func(i int) string { return fmt.Sprint("nobody", i) }, func(i int) terminal.Place {
			return terminal.Place{Recorder: domain.ID(fmt.Sprint("door", i)), Address: "203.0.113.9"}
		}, 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPages(t, "sqlite")
			tenant, _ := p.app.company(t.Context(), "umi")
			looked, s, tanaka := 0, p.app.signIn(), p.person("1001")
			for i := range c.n {
				who := domain.ID(c.who(i))
				if who == "1001" {
					who = tanaka
				}
				switch _, err := s.Passcode(t.Context(), tenant, who, fmt.Sprintf("%04d", i%1000+2000), c.at(i)); domain.CodeOf(err) {
				case domain.Invalid:
					looked++
				case domain.TooMany:
				default:
					t.Fatal(err)
				}
			}
			if looked != c.most {
				t.Errorf("%d of %d were looked at, want %d", looked, c.n, c.most)
			}
		})
	}
}

// TestPasscodeLockedOut says until when and what else can be done; the others at the door are not held up.
func TestPasscodeLockedOut(t *testing.T) {
	p := newPages(t, "sqlite")
	b := p.door()
	for range 5 {
		b.byName("1001", "0000").wants(t, 422)
	}
	b.byName("1001", "1234").wants(t, 429, "まちがいが続いたため、9:11 まで受け付けません。打刻はしていません。IDとパスワードか、チャットなら打刻できます。")
	for range 40 { // right ones cost nothing
		b.byName("1002", "1002").wants(t, 200, "山田 一樹")
	}
	b.send("POST", atDoor+"/login", url.Values{"login": {"tanaka"}, "password": {"tanaka-demo"}}).wants(t, 200, "田中 太郎")
	p.now = p.now.Add(10 * time.Minute)
	b.byName("1001", "1234").wants(t, 200, "田中 太郎")
}

// TestTenThousandPairingCodes guesses codes.
func TestTenThousandPairingCodes(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	code := p.pairingCode("umi", "door", "nakamura")
	looked, s := 0, p.app.doors()
	for i := range attacks {
		_, err := s.Pair(t.Context(), "umi", "door", fmt.Sprintf("%08d", i), "", fmt.Sprintf("198.51.%d.%d", i/250, i%250))
		switch domain.CodeOf(err) {
		case domain.Invalid:
			looked++
		case domain.TooMany:
		default:
			t.Fatal(err)
		}
	}
	if looked != 20 {
		t.Errorf("%d of %d codes were looked at", looked, attacks)
	}
	p.now = p.now.Add(time.Minute)
	if _, err := s.Pair(t.Context(), "umi", "door", code, "", "203.0.113.7"); err != nil {
		t.Errorf("the right one after it: %v", err)
	}
}

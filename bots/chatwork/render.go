package chatwork

import (
	"strings"
	"unicode/utf8"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/outbox"
)

// post is one post of an answer.
type post struct {
	body  string
	lines []string // what it says, without notation
}

// render makes the posts of one answer. In a room the first is addressed, so that the person is notified and others
// see whom it concerns; [toall] is never used. Receipts and what has to be decided stand in a box.
func render(to outbox.Address, r dialog.Reply, caps dialog.Caps) []post {
	boxed := r.Tone == dialog.Success || len(r.Cards) > 0
	var posts []post
	for i, page := range dialog.Fit(r, caps) {
		title, rest := neutral(page.Title), neutral(strings.Join(page.Lines, "\n"))
		text := join(title, rest)
		body := text
		switch {
		case boxed && title != "" && rest != "":
			body = "[info][title]" + strings.ReplaceAll(title, "\n", " ") + "[/title]" + rest + "[/info]"
		case boxed:
			body = "[info]" + text + "[/info]"
		}
		if i == 0 {
			body = join(addressed(to), body)
		}
		posts = append(posts, post{body, strings.Split(text, "\n")})
	}
	return posts
}

// addressed is the tag that addresses the person, empty in his direct chat.
func addressed(to outbox.Address) string {
	switch {
	case to.Direct || to.User == "":
		return ""
	case to.Place != "" && to.Message != "":
		return "[rp aid=" + to.User + " to=" + to.Place + "-" + to.Message + "]"
	}
	return "[To:" + to.User + "]"
}

func join(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n")
}

// part is what one row says in a post that others share.
type part struct {
	row   outbox.Item
	lines []string // without notation; the first stands behind the address
}

func (p part) text() string {
	lines := append([]string(nil), p.lines...)
	if head := addressed(p.row.Address); head != "" {
		lines[0] = strings.TrimRight(head+" "+lines[0], " ")
	}
	return strings.Join(lines, "\n")
}

// shared makes posts of the parts, each post as long as allowed. What all end with, usually the words that can be typed
// next, stands once at the end of a post.
func shared(parts []part) (posts []string, of [][]part) {
	for len(parts) > 0 {
		n, body := 1, together(parts[:1])
		for n < len(parts) {
			longer := together(parts[:n+1])
			if utf8.RuneCountInString(longer) > postMax {
				break
			}
			n, body = n+1, longer
		}
		posts, of, parts = append(posts, body), append(of, parts[:n]), parts[n:]
	}
	return posts, of
}

func together(parts []part) string {
	tail := ending(parts)
	var out []string
	for _, p := range parts {
		if tail != "" {
			p.lines = p.lines[:len(p.lines)-1]
		}
		out = append(out, p.text())
	}
	return join(join(out...), tail)
}

// ending is the last line, if several parts all end with the same one.
func ending(parts []part) string {
	if len(parts) < 2 {
		return ""
	}
	tail := ""
	for i, p := range parts {
		last := p.lines[len(p.lines)-1]
		if len(p.lines) < 2 || i > 0 && last != tail {
			return ""
		}
		tail = last
	}
	return tail
}

package notices

import (
	"regexp"
	"strings"

	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// Span is a part of a text: words, or an address that can be followed.
type Span struct{ Words, Link string }

// address is a web address in a text; what ends a Japanese or English sentence ends it, too.
var address = regexp.MustCompile(`https?://[^\s<>"'、。「」（）()　]+`)

// spans cuts a text at its addresses. Nothing else in it is more than words.
func spans(text string) (out []Span) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for {
		at := address.FindStringIndex(text)
		if at == nil {
			break
		}
		link := strings.TrimRight(text[at[0]:at[1]], ".,;:!?")
		if at[0] > 0 {
			out = append(out, Span{Words: text[:at[0]]})
		}
		out = append(out, Span{Words: link, Link: link})
		text = text[at[0]+len(link):]
	}
	if text != "" {
		out = append(out, Span{Words: text})
	}
	return out
}

// chosen is 「参加」「未定」.
func chosen(v *shell.Visit, s *notice.Survey, choices []int) string {
	var all []string
	for _, c := range choices {
		if c >= 0 && c < len(s.Options) {
			all = append(all, v.T("notice.quoted", "words", s.Options[c]))
		}
	}
	if v.Lang() == locale.English {
		return strings.Join(all, ", ")
	}
	return strings.Join(all, "")
}

// until says when a survey ends, and what kind it is.
func until(v *shell.Visit, s *notice.Survey) string {
	var kinds []string
	if s.Multiple {
		kinds = append(kinds, v.T("notice.multiple"))
	}
	if s.Anonymous {
		kinds = append(kinds, v.T("notice.anonymous"))
	}
	at := teller(v).When(s.Deadline)
	if len(kinds) == 0 {
		return v.T("notice.deadline", "deadline", at)
	}
	return v.T("notice.deadline_kind", "deadline", at, "kind", locale.List(v.Lang(), kinds))
}

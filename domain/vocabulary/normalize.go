package vocabulary

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is the number of bytes beyond which no message can be a sentence of the grammar. Most talk in a room is
// turned away by it before anything is computed.
const longest = 600

// Normalize makes texts comparable: NFKC, lower case, without trailing marks and skin tones. NFKC turns ～ into ~
// and leaves 〜 alone, so both are marks.
func Normalize(text string) string {
	s, _ := normalize(text)
	return s
}

// normalize also tells whether a question mark was among the trailing marks.
func normalize(text string) (s string, question bool) {
	s = strings.TrimSpace(strings.ToLower(norm.NFKC.String(text)))
	s = trimMarks(s)
	for strings.HasSuffix(s, "?") {
		question = true
		s = trimMarks(strings.TrimRight(s, "?"))
	}
	return strings.ReplaceAll(dropSkinTones(s), "clock-", "clock "), question // clock-in, clock-out
}

// trailing are the marks that may close a message: ends of sentences, long breath, blanks.
const trailing = "。.!…~〜 \t\r\n\u3000"

// trimMarks cuts the closing marks and laughter (出勤www) off. The w of a Latin word is none: tomorrow.
func trimMarks(s string) string {
	for {
		s = strings.TrimRight(s, trailing)
		sober := strings.TrimRight(s, "w")
		if last, _ := utf8.DecodeLastRuneInString(sober); sober == s || last >= 'a' && last <= 'z' {
			return s
		}
		s = sober
	}
}

func dropSkinTones(s string) string {
	if !strings.Contains(s, ":skin-tone-") {
		return s
	}
	for tone := '2'; tone <= '6'; tone++ {
		s = strings.ReplaceAll(s, ":skin-tone-"+string(tone)+":", "")
	}
	return trimMarks(s)
}

// plain takes off what is not the person's own words to the bot: quotations, addresses, the bot's name. A message
// with preformatted text is never acted on.
func (v *Vocabulary) plain(text string) (string, bool) {
	if strings.Contains(text, "[code]") || strings.Contains(text, "```") {
		return "", false
	}
	if !strings.ContainsAny(text, "[<>&@") {
		return strings.TrimSpace(text), true
	}
	var kept []string
	for line := range strings.SplitSeq(dropQuotes(text), "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, ">") || strings.HasPrefix(line, "&gt;") {
			continue
		}
		kept = append(kept, v.unaddressed(line))
	}
	return strings.TrimSpace(strings.Join(kept, "\n")), true
}

// Own is what of a message is the person's own words to the bot, made comparable; empty when nothing is.
func (v *Vocabulary) Own(text string) string {
	own, _ := v.plain(text)
	return Normalize(own)
}

// dropQuotes removes [qt]…[/qt], which may be nested. One that never closes is left: it is only text.
func dropQuotes(text string) string {
	const open, shut = "[qt]", "[/qt]"
	if !strings.Contains(text, open) {
		return text
	}
	var out strings.Builder
	depth, start := 0, 0
	for i := 0; i < len(text); {
		switch {
		case strings.HasPrefix(text[i:], open):
			if depth == 0 {
				out.WriteString(text[start:i])
				start = i
			}
			depth++
			i += len(open)
		case depth > 0 && strings.HasPrefix(text[i:], shut):
			depth--
			i += len(shut)
			if depth == 0 {
				start = i
			}
		default:
			i++
		}
	}
	return out.String() + text[start:]
}

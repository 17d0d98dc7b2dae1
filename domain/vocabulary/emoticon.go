package vocabulary

import (
	"regexp"
	"strings"
)

// emoticons are the Chatwork codes people can pick, as they arrive in a message. There is no official list of them
// (they were read from the pictures the service serves), so anything of the same form is taken for one too.
var emoticons = strings.Fields(`
	:) :( :D 8-) :o ;) ;( (sweat) :| :* :p (blush) :^) |-) (inlove) ]:) (talk) (yawn) (puke) (emo) 8-| :#) (nod)
	(shake) (^^;) (whew) (clap) (bow) (roger) (flex) (dance) (:/) (gogo) (think) (please) (quick) (anger) (devil)
	(lightbulb) (*) (h) (F) (cracker) (eat) (^) (coffee) (beer) (handshake) (y)`)

// sticker is how a channel names a sticker that was sent, by its package and number: a company may list it like a word.
var sticker = regexp.MustCompile(`^sticker:[0-9]+/[0-9]+$`)

// isEmoticon tells whether a configured word is a Chatwork code or a sticker: it is compared raw, because (F) and (f)
// differ.
func isEmoticon(word string) bool {
	if sticker.MatchString(word) {
		return true
	}
	for _, known := range emoticons {
		if word == known {
			return true
		}
	}
	inside, ok := strings.CutPrefix(word, "(")
	inside, closed := strings.CutSuffix(inside, ")")
	if !ok || !closed || inside == "" {
		return false
	}
	return strings.IndexFunc(inside, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// isEmojiCode tells whether a word is an emoji by its name, :sunrise:.
func isEmojiCode(word string) bool {
	name, ok := strings.CutPrefix(word, ":")
	name, closed := strings.CutSuffix(name, ":")
	return ok && closed && name != "" && !strings.ContainsAny(name, " \t\n")
}

package vocabulary

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Fault is why a company's own word is refused; it is the argument "fault" of the Error.
type Fault string

// The faults. The Error is domain.Invalid with "fault", "word" and "kind" as the company file has them.
const (
	NoKind     Fault = "no_kind"     // the words are listed under something that is no kind of punch
	Empty      Fault = "empty"       // nothing is left of it after normalising
	OneLetter  Fault = "one_letter"  // one character is typed by accident
	TooLong    Fault = "too_long"    // more than MaxWord characters
	HasDigit   Fault = "digit"       // digits are times and choices
	HasNewline Fault = "newline"     // a word is one line
	EndsInW    Fault = "ends_in_w"   // a closing w is laughter and is cut off
	OtherKind  Fault = "other_kind"  // the word belongs to another kind already
	Daytime    Fault = "daytime"     // a greeting said all day long
	IsCommand  Fault = "command"     // the conversations understand it as a command
	IsSentence Fault = "has_meaning" // the grammar understands it as a date, a time, leave or a question
)

// MaxWord is the length of the longest word in characters.
const MaxWord = 40

var faultTexts = map[Fault]string{
	NoKind: "is no kind of punch word", Empty: "is empty", OneLetter: "is one character long, which is typed by accident",
	TooLong: "is longer than 40 characters", HasDigit: "contains a digit, which is read as a time or a choice",
	HasNewline: "contains a line break", EndsInW: "ends in w, which is cut off as laughter",
	OtherKind: "already belongs to another kind", Daytime: "is a daytime greeting and never punches",
	IsCommand: "is a command of the chat", IsSentence: "already means something else in chat",
}

// Check lists what is wrong with a company's own words, by kind; commands are what the conversations understand
// besides. Each Error names one word.
func Check(words map[string][]string, commands []string) []error {
	c := checker{owner: map[string]Kind{}, commands: map[string]bool{}}
	for _, lists := range []map[Kind]string{builtin, greetings} {
		for kind, list := range lists {
			for _, word := range strings.Split(list, "|") {
				c.owner[word] = kind
			}
		}
	}
	for _, command := range commands {
		c.commands[Normalize(command)] = true
	}
	c.builtin = build(nil, Options{Outings: true})
	var refused []error
	for _, name := range slices.Sorted(maps.Keys(words)) {
		kind, ok := KindOf(name)
		if !ok {
			refused = append(refused, fault(NoKind, name, name))
			continue
		}
		for _, word := range words[name] {
			if f := c.check(word, kind); f != "" {
				refused = append(refused, fault(f, word, name))
			}
		}
	}
	return refused
}

func fault(f Fault, word, kind string) error {
	err := domain.Refuse(domain.Invalid, "fault", f, "word", word, "kind", kind)
	err.Text = `the word "` + word + `" ` + faultTexts[f]
	return err
}

// subject is the kind and the word a fault is about, as they were given.
func subject(err error) (kind, word string) {
	var refusal *domain.Error
	if errors.As(err, &refusal) {
		kind, _ = refusal.Args["kind"].(string)
		word, _ = refusal.Args["word"].(string)
	}
	return kind, word
}

type checker struct {
	owner    map[string]Kind
	commands map[string]bool
	builtin  *Vocabulary
}

func (c checker) check(word string, kind Kind) Fault {
	raw := strings.TrimSpace(word)
	normal, emoticon := raw, isEmoticon(raw)
	if !emoticon {
		normal = Normalize(raw)
	}
	if f := form(raw, normal, emoticon || isEmojiCode(raw)); f != "" {
		return f
	}
	if owner, taken := c.owner[normal]; taken {
		if owner != kind {
			return OtherKind
		}
		return "" // a built-in word named again
	}
	c.owner[normal] = kind
	switch {
	case slices.Contains(never, normal):
		return Daytime
	case c.commands[normal]:
		return IsCommand
	case !emoticon && c.meaningful(normal):
		return IsSentence
	}
	return ""
}

// form checks the letters of a word.
func form(raw, normal string, code bool) Fault {
	letters := []rune(normal)
	switch {
	case len(letters) == 0:
		return Empty
	case len(letters) == 1:
		return OneLetter
	case len(letters) > MaxWord:
		return TooLong
	case strings.ContainsAny(raw, "\r\n"):
		return HasNewline
	case code:
		return ""
	case strings.ContainsFunc(normal, unicode.IsDigit):
		return HasDigit
	case strings.HasSuffix(strings.ToLower(raw), "w"):
		return EndsInW
	}
	return ""
}

// meaningful tells whether the grammar understands the word without the company's settings.
func (c checker) meaningful(word string) bool {
	said := calendar.Said{At: time.Unix(0, 0), Zone: time.UTC}
	if c.builtin.Match(word, said).Intent != None {
		return true
	}
	_, err := said.Read(word, calendar.About{})
	why, _ := calendar.WhyOf(err)
	return err == nil || why != calendar.NotATime
}

package vocabulary

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Options are what matching needs to know besides the words.
type Options struct {
	Greetings bool     // greeting words punch
	Outings   bool     // the company uses outings; else 外出 is a break
	BotIDs    []string // the bot's own ids on its channels: Chatwork account, Slack user
	BotNames  []string // the names it is addressed by
}

// Vocabulary is a company's set of words, ready to match. It is never changed and safe for concurrent use.
type Vocabulary struct {
	index     map[rune][]keyword // by first letter, longest first
	emoticons map[string]keyword // raw: (F) and (f) differ
	listed    map[Kind][]string  // every word, in the order they were added
	options   Options
}

type keyword struct {
	word     string
	kind     Kind
	either   bool
	greeting bool
}

// New makes the vocabulary of a company that added words, by kind (打刻ワード), to the built-in ones. They were checked
// when they were stored; one that Check refuses since then, because a newer release gave it another meaning, is left
// out: an update may cost a company a word, never all its punches.
func New(words map[string][]string, options Options) *Vocabulary {
	refused := map[[2]string]bool{}
	for _, err := range Check(words, nil) {
		kind, word := subject(err)
		refused[[2]string{kind, word}] = true
	}
	good := map[string][]string{}
	for kind, list := range words {
		for _, word := range list {
			if _, known := KindOf(kind); known && !refused[[2]string{kind, word}] {
				good[kind] = append(good[kind], word)
			}
		}
	}
	return build(good, options)
}

func build(words map[string][]string, options Options) *Vocabulary {
	v := &Vocabulary{index: map[rune][]keyword{}, emoticons: map[string]keyword{}, listed: map[Kind][]string{}, options: options}
	for _, kind := range Kinds {
		for _, word := range strings.Split(builtin[kind], "|") {
			v.add(word, kind, false)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(words)) {
		kind, _ := KindOf(name)
		for _, word := range words[name] {
			v.learn(word, kind)
		}
	}
	if options.Greetings {
		for kind, list := range greetings {
			for _, word := range strings.Split(list, "|") {
				v.add(word, kind, true)
			}
		}
	}
	for first := range v.index {
		slices.SortStableFunc(v.index[first], func(a, b keyword) int { return len(b.word) - len(a.word) })
	}
	return v
}

// learn adds a company's own word: a Chatwork emoticon as it is, everything else normalised.
func (v *Vocabulary) learn(word string, kind Kind) {
	if raw := strings.TrimSpace(word); isEmoticon(raw) {
		v.emoticons[raw] = keyword{word: raw, kind: v.outing(kind)}
		v.listed[v.outing(kind)] = append(v.listed[v.outing(kind)], raw)
		return
	}
	v.add(Normalize(word), kind, false)
}

func (v *Vocabulary) add(word string, kind Kind, greeting bool) {
	first, _ := utf8.DecodeRuneInString(word)
	if slices.ContainsFunc(v.index[first], func(k keyword) bool { return k.word == word }) {
		return // a company's own おつー stays a plain word when greetings are on
	}
	kind = v.outing(kind)
	v.index[first] = append(v.index[first], keyword{word, kind, either[word], greeting})
	if other := katakana(word); other != word && !greeting {
		first, _ = utf8.DecodeRuneInString(other)
		v.index[first] = append(v.index[first], keyword{other, kind, either[word], false})
	}
	v.listed[kind] = append(v.listed[kind], word)
}

// katakana is a word in hiragana alone as a keyboard may write it too: たいきん, タイキン, ﾀｲｷﾝ.
func katakana(word string) string {
	out := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Hiragana) {
			return r + 'ア' - 'あ'
		}
		return -1
	}, word)
	if utf8.RuneCountInString(out) != utf8.RuneCountInString(word) {
		return word
	}
	return out
}

// outing turns the kinds of an outing into those of a break where the company has no outings.
func (v *Vocabulary) outing(kind Kind) Kind {
	switch {
	case v.options.Outings:
	case kind == OutingIn:
		return BreakIn
	case kind == OutingOut:
		return BreakOut
	}
	return kind
}

// keywords yields the words s begins with, longest first.
func (v *Vocabulary) keywords(s string) []keyword {
	first, _ := utf8.DecodeRuneInString(s)
	return v.index[first]
}

// Words lists the words of a kind that punch, the built-in ones first, for "these words count".
func (v *Vocabulary) Words(kind Kind) []string { return slices.Clone(v.listed[kind]) }

// MatchEmoji says what a reaction means, by the emoji's name without colons; a skin tone is ignored.
func (v *Vocabulary) MatchEmoji(name string) Match {
	name, _, _ = strings.Cut(strings.ToLower(name), "::skin-tone-")
	word := ":" + strings.Trim(name, ":") + ":"
	for _, k := range v.keywords(word) {
		if k.word == word {
			return Match{Intent: Punch, Kind: k.kind, Word: word, Either: k.either}
		}
	}
	return Match{}
}

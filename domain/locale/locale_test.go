package locale

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

func TestBothLanguagesSayTheSame(t *testing.T) {
	ja, en := catalogues[Japanese], catalogues[English]
	for key, text := range ja {
		other, ok := en[key]
		if !ok {
			t.Errorf("%s is not in English", key)
			continue
		}
		a, b := placeholder.FindAllString(text, -1), placeholder.FindAllString(other, -1)
		slices.Sort(a)
		slices.Sort(b)
		if key != "engine.unclear" && !slices.Equal(slices.Compact(a), slices.Compact(b)) {
			t.Errorf("%s: %v in Japanese, %v in English", key, a, b)
		}
		if text == "" || other == "" || strings.TrimSpace(text) != text || strings.TrimSpace(other) != other {
			t.Errorf("%s is empty or has loose spaces", key)
		}
	}
	for key := range en {
		if _, ok := ja[key]; !ok {
			t.Errorf("%s is not in Japanese", key)
		}
	}
}

// put together at run time: the rest of the key is a kind, a state, a reason.
var composed = []string{"name.", "hint.", "portal.", "remind.", "notice.", "send.cancelled", "send.recalled", "notices.badge.", "notices.delivery.", "notices.field.", "notices.file.", "notices.hidden.", "notices.hint.", "notices.kind.", "notices.lack.", "notices.remind.", "notices.state.", "notices.whole.", "notices.wrong.", "engine.", "punch.held.", "punch.back.", "forgot.evidence.", "today.problem.", "why.", "signin.password.bad.", "account.past.failed.", "web.", "timesheet.", "request.state.", "decide.", "correct.", "team.act.", "team.breach.", "team.column.", "team.evidence.", "team.figure.", "team.obstacle.", "team.punch.", "door.kit.", "records.", "record.unit.", "setup.", "admin.desk.", "admin.need.", "masters.", "people.by.", "people.column.", "people.employment.", "people.fault.", "people.field.", "people.language.", "people.line.", "people.not_issued.", "people.pay.", "people.reach.", "people.reissue.", "people.role.", "people.standing.", "channels.found.", "channels.step.", "channels.input.", "channels.need.", "channels.word.", "channels.kind.", "channels.refusal.", "channels.verdict.", "channels.whole.", "channels.wrong.", "channels.exchange."}

var (
	literal = regexp.MustCompile(`"([a-z]+(?:\.[a-z_]+)+)"`)
	asked   = regexp.MustCompile(`\b[tT]\((?:[\w.]+, ?)?"([a-z]+(?:\.[a-z_]+)+)"(?:,|\))`)
)

// TestKeysExistAndAreUsed reads the whole program: no text is asked for that is not there, none is there for nobody.
func TestKeysExistAndAreUsed(t *testing.T) {
	used := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".html") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range literal.FindAllStringSubmatch(string(source), -1) {
			used[m[1]] = true
		}
		for _, m := range asked.FindAllStringSubmatch(string(source), -1) {
			if !Has(m[1]) {
				t.Errorf("%s asks for %s, which does not exist", path, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range Keys() {
		stem := strings.TrimSuffix(key, "_ot") // hours with and without overtime are asked for by one key
		if used[key] || used[stem] || slices.ContainsFunc(composed, func(p string) bool { return strings.HasPrefix(key, p) }) {
			continue
		}
		t.Errorf("nobody says %s", key)
	}
}

func TestAnUnknownKeyIsAMistakeInTheProgram(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	T(Japanese, "punch.nothing")
}

func TestPlaceholdersAreFilled(t *testing.T) {
	for _, c := range []struct {
		lang, key string
		pairs     []any
		want      string
	}{
		{"ja", "link.left", []any{"count", 4}, "もう一度お確かめください。あと4回試せます。"},
		{"en", "link.left", []any{"count", 4}, "Please check it. Tries left: 4"},
		{"en-US", "engine.stale", nil, "That question is closed."},
		{"", "engine.stale", nil, "この質問はもう終わっています。"},
		{"ja", "link.left", []any{"other", 4}, "もう一度お確かめください。あと{count}回試せます。"},
	} {
		if got := T(c.lang, c.key, c.pairs...); got != c.want {
			t.Errorf("%s %s: %q", c.lang, c.key, got)
		}
	}
}

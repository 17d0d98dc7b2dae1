package locale

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// A word that holds one of an earlier topic would never be found.
func TestEveryHintCanBeFound(t *testing.T) {
	earlier, seen := map[string]string{}, map[string]bool{}
	for _, h := range Hints() {
		if h.Topic == "" || seen[h.Topic] || len(h.Words)+len(h.Whole) == 0 {
			t.Errorf("the topic %q is empty or twice there", h.Topic)
		}
		seen[h.Topic] = true
		for _, word := range append(h.Words, h.Whole...) {
			if word == "" || strings.ToLower(norm.NFKC.String(word)) != word {
				t.Errorf("%s: %q is not written as it is compared", h.Topic, word)
			}
			for other, topic := range earlier {
				if strings.Contains(word, other) {
					t.Errorf("%s: %q is found as %s, by %q", h.Topic, word, topic, other)
				}
			}
		}
		for _, word := range h.Words {
			earlier[word] = h.Topic
		}
	}
}

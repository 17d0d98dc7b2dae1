package flows

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/locale"
)

// verbActs are what the verbs with a number ask for. Those of commented take the rest of the message as a comment.
var (
	verbActs = map[string]string{"approve": actApprove, "return": actReturn, "reject": actReject, "withdraw": actWithdraw,
		"redo": actRedo, "take_back": actTakeBack}
	commented = []string{actReturn, actReject}
)

// verbAct finds the action of a verb as it is typed.
var verbAct = func() map[string]string {
	out := map[string]string{}
	for verb, words := range locale.Verbs() {
		for _, w := range words {
			out[w] = verbActs[verb]
		}
	}
	return out
}()

// numberedLine is 「承認 1031」, 「差戻1031 電車の証明をつけてください」: a verb, the number people call a request by, a comment.
var numberedLine = func() *regexp.Regexp {
	var words []string
	for w := range verbAct {
		words = append(words, regexp.QuoteMeta(w))
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	return regexp.MustCompile(`(?is)^(` + strings.Join(words, "|") + `)[\s　:：]*[#＃]?([0-9０-９]{3,9})(?:[\s　:：、,]+(.*))?$`)
}()

// numberedCommand reads a whole message as something to do with a request.
func numberedCommand(text string) (dialog.Action, bool) {
	m := numberedLine.FindStringSubmatch(strings.TrimRight(strings.TrimSpace(text), "。.!！"))
	if m == nil {
		return dialog.Action{}, false
	}
	act, comment := verbAct[strings.ToLower(m[1])], strings.TrimSpace(m[3])
	if comment != "" && !slices.Contains(commented, act) {
		return dialog.Action{}, false // 「承認 1031 お願いします」 is said to a colleague
	}
	return dialog.Action{Name: act, Arg: strings.TrimSpace(dialog.Fold(m[2]) + " " + comment)}, true
}

package flows

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/notice"
)

// hushTried has words forgotten that say nothing else and may have been meant as an answer to an anonymous survey: mistyped, typed
// into the middle of something else, or edited. Their event would keep them for weeks beside who wrote them.
func (f *Flows) hushTried(ctx context.Context, t dialog.Turn) error {
	a := t.Activity
	if a.Kind != dialog.Said && a.Kind != dialog.Edited || a.Ref == "" || quiet(t) || t.Person.Employee == "" || t.Person.Gone {
		return nil
	}
	open, err := f.Messages.Surveys(ctx, t.Person.Actor, a.At.Add(-closedFor))
	if err != nil || !slices.ContainsFunc(open, func(l notice.Letter) bool { return l.Survey.Anonymous }) {
		return err
	}
	return f.Messages.Hush(ctx, t.Person.Channel, eventNames(t))
}

package channels

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Check is what was found out about a connection just now, line by line, each with how to mend it (接続確認).
type Check struct {
	ui.Page
	Tabs  ui.Tabs
	Back  ui.Link
	Lines []Line
	Whole string // what it comes to; empty: nothing was looked at yet
	Tone  ui.Tone
	Path  string
}

func (p *Pages) check(v *shell.Visit) error {
	page, err := p.checking(v)
	if err != nil {
		return err
	}
	return v.Show(http.StatusOK, page)
}

func (p *Pages) checking(v *shell.Visit) (Check, error) {
	ch, err := p.asked(v)
	if err != nil {
		return Check{}, err
	}
	name := teller(v).Door(ch.Kind) + " " + ch.Key
	return Check{Page: v.Page(v.T("channels.check")), Tabs: desk.Tabs(v, desk.Channels), Back: ui.Link{Path: at(ch.ID), Label: name}, Path: at(ch.ID) + "/check"}, nil
}

// checkPost looks at everything. It changes nothing but what the platform counts of its own tests.
func (p *Pages) checkPost(v *shell.Visit) error {
	ch, err := p.asked(v)
	if err != nil {
		return err
	}
	page, err := p.checking(v)
	if err != nil {
		return err
	}
	report, err := p.Checker.Check(v.Request().Context(), ch)
	if err != nil {
		return err
	}
	worst := report.Worst()
	if worst != Wrong {
		found, err := p.heard(v, ch, slices.ContainsFunc(report.Findings, called))
		if err != nil {
			return err
		}
		report.Findings = append(report.Findings, found...)
		worst = report.Worst()
	}
	slices.SortStableFunc(report.Findings, func(a, b Finding) int { return rank[b.Verdict] - rank[a.Verdict] }) // what needs a person first
	for _, f := range report.Findings {
		page.Lines = append(page.Lines, line(v, f))
	}
	page.Whole, page.Tone = v.T("channels.whole."+string(worst)), map[Verdict]ui.Tone{Fine: ui.Good, Odd: ui.Info, Unknown: ui.Info, Wrong: ui.Alert}[worst]
	return v.Show(http.StatusOK, page)
}

// called says that a finding is the platform's own call, which came and was taken.
func called(f Finding) bool { return f.What == "reach" && f.Verdict == Fine }

package team

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Queue is what waits for the visitor's decision (承認待ち), the oldest first.
type Queue struct {
	ui.Page
	Tabs   ui.Tabs
	Cards  []Card
	Paging ui.Paging
	Picks  []string // of the cards that match their evidence
	Bulk   string   // the label of the button that approves them
	Form   string
	Empty  ui.Empty
}

// cardsPerPage is how many requests stand on a page of the queue: each is read, none is skimmed.
const cardsPerPage = 20

func (p *Pages) queue(v *shell.Visit) error {
	cards, total, err := p.Decisions.QueuePage(v.Request().Context(), actor(v), crew.At(v), cardsPerPage)
	if err != nil {
		return err
	}
	var askers []domain.ID
	for _, c := range cards {
		if c.By != c.Request.Employee {
			askers = append(askers, c.By)
		}
	}
	d, err := p.deskOf(v, askers)
	if err != nil {
		return err
	}
	t := d.t
	page := Queue{Page: v.Page(t.T("team.tab.queue")), Tabs: tabs(v, queuePath), Form: v.NewForm(),
		Empty: ui.Empty{Title: t.T("decide.none"), Line: t.T("team.queue_none"), To: ui.Link{Path: historyPath, Label: t.T("team.history")}}}
	if total > 0 {
		page.Title = t.T("decide.queue", "count", total)
	}
	page.Paging = crew.LeafOf(v, page.Page, queuePath, total, cardsPerPage)
	for _, c := range cards {
		card := d.card(c)
		page.Cards = append(page.Cards, card)
		if card.Pick != "" {
			page.Picks = append(page.Picks, card.Pick)
		}
	}
	page.Bulk = t.T("decide.bulk", "count", len(page.Picks))
	return v.Show(http.StatusOK, page)
}

// queuePost approves the requests that were shown to match their evidence, each by itself, and says what became of each.
func (p *Pages) queuePost(v *shell.Visit) error {
	form, err := v.Form()
	if err != nil {
		return err
	}
	params, err := v.FormParams()
	if err != nil {
		return domain.Errorf(domain.Invalid, "team: %w", err)
	}
	var all []workflow.Decision
	for _, text := range params["pick"] {
		if d, ok := picked(text); ok && len(all) < cardsPerPage {
			all = append(all, d)
		}
	}
	ctx := v.Request().Context()
	d, err := p.desk(v)
	if err != nil {
		return err
	}
	n, left := ui.Notice{Tone: ui.Good}, ui.Notice{Tone: ui.Alert}
	for _, r := range p.Decisions.DecideAll(ctx, actor(v), all, ref(v, form, "bulk")) {
		if r.Err != nil {
			said, ok := d.undecided(r.Decision.Number, r.Outcome, r.Err)
			if !ok {
				return r.Err // the same form may be sent again; what was decided stays so
			}
			left.Lines = append(left.Lines, said)
			continue
		}
		if err := p.Herald.Tell(ctx, r.Outcome); err != nil {
			return err
		}
		n.Lines = append(n.Lines, d.verdict(r.Outcome.Card))
	}
	if len(n.Lines) > 0 {
		n.Title = d.t.T("decide.bulk_done", "count", len(n.Lines))
		v.Say(n)
	}
	if len(left.Lines) > 0 {
		left.Title = d.t.T("team.bulk_left", "count", len(left.Lines))
		v.Say(left)
	}
	return v.Go(queuePath)
}

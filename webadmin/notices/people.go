package notices

import (
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// People is how a message stands with each person (受信者), as far as his channel can tell.
type People struct {
	ui.Page
	Back   ui.Link
	Filter ui.Filter
	Hidden string // why people are not told apart
	Asks   bool   // it is a survey
	Rows   []Reader
	Paging ui.Paging
	Empty  ui.Empty
}

// Reader is one recipient.
type Reader struct {
	Name, Code       string
	Delivery         ui.Badge
	Opened, Answered string
	Answer, Comment  string
}

// shades are the colours of the deliveries; the word and its shape say the same.
var shades = map[notice.Delivery]string{notice.Queued: "waiting", notice.Passed: "in", notice.Waits: "break", notice.Failed: "needs",
	notice.Stopped: "out", notice.Nowhere: "needs"}

// standings narrow the list by what people did.
var standings = map[string]func(notice.Named) bool{
	"opened":     func(n notice.Named) bool { return n.Recipient.OpenedAt != nil || n.Recipient.AnsweredAt != nil },
	"unopened":   func(n notice.Named) bool { return n.Recipient.OpenedAt == nil && n.Recipient.AnsweredAt == nil },
	"answered":   func(n notice.Named) bool { return n.Recipient.AnsweredAt != nil },
	"unanswered": func(n notice.Named) bool { return n.Recipient.AnsweredAt == nil },
}

func (p *Pages) people(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	r, err := p.Notices.Results(v.Request().Context(), actor(v), n)
	if err != nil {
		return err
	}
	base := sentPath + "/" + strconv.Itoa(n)
	page := People{Page: v.Page(v.T("notices.recipients_of", "title", r.Message.Title)), Back: ui.Link{Path: base, Label: v.T("notices.back")},
		Asks: r.Message.Survey != nil, Empty: notFound(v, base+"/people")}
	page.Wide = true
	if page.Asks && r.Message.Survey.Anonymous {
		page.Hidden = v.T("notices.anonymous_people")
		return show(v, page)
	}
	options := []string{"opened", "unopened"}
	if page.Asks {
		options = append(options, "answered", "unanswered")
	}
	for _, d := range notice.Deliveries {
		if r.Deliveries[d] > 0 {
			options = append(options, string(d))
		}
	}
	page.Filter = ui.Filter{Page: page.Page, Path: base + "/people", Fields: []ui.Field{
		{Name: "q", Label: v.T("notices.search_person"), Type: "search", Value: v.QueryParam("q"), Max: 100}, choice(v, "show", "notices.delivery", options...)}}
	list, paging := crew.Cut(v, page.Page, base+"/people", narrow(r.Answers, crew.Fold(words(v)), v.QueryParam("show")))
	page.Paging = paging
	for _, x := range list {
		page.Rows = append(page.Rows, reader(v, r.Message.Survey, x))
	}
	return show(v, page)
}

// narrow keeps the people who are looked for, by name or code, and by how the message stands with them.
func narrow(all []notice.Named, q, show string) (out []notice.Named) {
	stands, known := standings[show]
	for _, n := range all {
		e := n.Employee
		found := strings.Contains(crew.Fold(e.Code+"\n"+e.Name+"\n"+e.Kana+"\n"+e.Romaji), q)
		if found && (show == "" || known && stands(n) || string(n.Recipient.Delivery) == show) {
			out = append(out, n)
		}
	}
	return out
}

func reader(v *shell.Visit, s *notice.Survey, n notice.Named) Reader {
	t, to := teller(v), n.Recipient
	x := Reader{Name: n.Employee.DisplayName(t.Lang), Code: n.Employee.Code,
		Delivery: ui.Badge{State: shades[to.Delivery], Word: v.T("notices.delivery." + string(to.Delivery))}}
	if to.OpenedAt != nil {
		x.Opened = t.When(*to.OpenedAt)
	}
	if to.AnsweredAt != nil {
		x.Answered = t.When(*to.AnsweredAt)
	}
	if s != nil && n.Answer != nil {
		x.Answer, x.Comment = chosen(v, s, n.Answer.Choices), n.Answer.Comment
	}
	return x
}

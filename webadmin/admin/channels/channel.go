package channels

import (
	"errors"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Channel is one connection: the steps that set it up, its secrets, and whether it is on (チャット連携の設定).
type Channel struct {
	ui.Page
	Tabs   ui.Tabs
	Back   ui.Link
	Key    string
	State  ui.Badge
	Why    string // who switched it off, when and why; empty: it is on, or never was
	Path   string
	Shown  string // the record as the form shows it
	Steps  []Step
	Secret Secrets
	Ready  bool // it has all it needs: it can be switched on and checked
	Active bool
	Links  []ui.Link
	Past   []string
}

// Step is one step of the way.
type Step struct {
	Name, Title string
	Lines       []string // what to do, in the platform's own words
	Done        ui.Badge // empty: nothing is kept of it
	Fields      []ui.Field
	Hook        string // the address to paste there
	App, AppURL string // the app to paste there, and a form filled in with it
	Install     string // by which workspaces add the app
	On          bool   // it is switched on here
}

// form is what came with a form that is shown again.
type form struct {
	step         string
	typed, wrong map[string]string
	theirs       org.Channel
	secret       string // what is wrong with a secret
	notices      []ui.Notice
}

func (p *Pages) channel(v *shell.Visit) error {
	ch, err := p.asked(v)
	if err != nil {
		return err
	}
	return p.show(v, http.StatusOK, ch, form{})
}

func (p *Pages) show(v *shell.Visit, status int, ch org.Channel, f form) error {
	t, missing := teller(v), company.Missing(ch)
	page := Channel{Page: v.Page(t.Door(ch.Kind)), Tabs: desk.Tabs(v, desk.Channels), Back: ui.Link{Path: desk.Channels, Label: v.T("channels.title")},
		Key: ch.Key, State: state(v, ch), Path: at(ch.ID), Shown: company.Print(ch), Ready: len(missing) == 0, Active: ch.Active, Secret: secrets(v, ch, f.secret)}
	page.Notices = append(page.Notices, f.notices...)
	for _, s := range steps[ch.Kind] {
		page.Steps = append(page.Steps, p.step(v, ch, s, missing, f))
	}
	page.Links = []ui.Link{{Path: page.Path + "/check", Label: v.T("channels.check")}, {Path: page.Path + "/trouble", Label: v.T("channels.trouble")},
		{Path: unreachedPath, Label: v.T("channels.link_people")}}
	return p.remember(v, status, ch, &page)
}

// remember shows what was done to the channel lately, and why it is off.
func (p *Pages) remember(v *shell.Visit, status int, ch org.Channel, page *Channel) error {
	rows, err := p.Desk.Past(v, ch.ID, pastMost)
	if err != nil {
		return err
	}
	for _, row := range rows {
		who, err := p.Who(v, row)
		if err != nil {
			return err
		}
		said := v.T("channels.past", "at", p.When(v, row), "who", who, "what", changed(v, row))
		if row.Why != "" {
			said = v.T("channels.past.why", "past", said, "why", row.Why)
		}
		page.Past = append(page.Past, said)
		if page.Why == "" && !ch.Active && switchedOff(row) {
			page.Why = said
		}
		page.Secret.since(v, p.When(v, row), row)
	}
	return v.Show(status, *page)
}

// pastMost is how many changes of a channel are shown.
const pastMost = 20

func (p *Pages) step(v *shell.Visit, ch org.Channel, s step, missing []string, f form) Step {
	key := "channels.step." + string(ch.Kind) + "." + s.name
	out := Step{Name: s.name, Title: v.T(key), On: s.on}
	for i := range s.lines {
		out.Lines = append(out.Lines, v.T(key+"."+digits[i]))
	}
	if s.done(ch, missing) {
		out.Done = ui.Badge{State: "in", Word: "✓ " + v.T("channels.step_done")}
	}
	if f.step == s.name {
		out.Fields = s.fields(v, ch, f.typed, f.wrong, f.theirs)
	} else {
		out.Fields = s.fields(v, ch, nil, nil, org.Channel{})
	}
	if s.hook {
		out.Hook = p.Pasted.Hook(ch)
	}
	if s.app {
		out.App, out.AppURL = p.Pasted.App(ch)
	}
	if s.name == "more" {
		out.Install = p.Pasted.Install(ch)
	}
	return out
}

var digits = []string{"a", "b", "c", "d"}

// why is the reason of a refusal.
func why(err error) string {
	var e *domain.Error
	if errors.As(err, &e) {
		if w, ok := e.Args["why"].(string); ok {
			return w
		}
	}
	return "format"
}

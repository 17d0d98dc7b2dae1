package people

import (
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Reissue is the page that asks what is to be handed out, and how.
type Reissue struct {
	ui.Page
	Tabs ui.Tabs
	Back ui.Link
	Whom string
	Kept []ui.Choice
	What ui.Field
	How  ui.Field
}

// Issued is what was handed out, once: a slip for each person, to be printed and cut.
type Issued struct {
	ui.Page
	Tabs  ui.Tabs
	Back  ui.Link
	Slips []Slip
	Told  []string // who was told in chat
	Not   []string // who got nothing, and why
}

// Slip is one person's.
type Slip struct {
	Name, Code         string
	Company, Login     string
	Password, Passcode string
	Until              string
}

// mostAtOnce is how many people's passwords are made at once: as many as somebody waits for.
const mostAtOnce = 100

// chosen are the people of a choice as they are. TooMany: there are more than most.
func (p *Pages) chosen(v *shell.Visit, k picked, most int) ([]org.Employee, error) {
	if len(k.codes) > most {
		return nil, domain.Refuse(domain.TooMany, "most", most)
	}
	m, err := p.Desk.Masters(v)
	if err != nil {
		return nil, err
	}
	set := k.set()
	var people []org.Employee
	for _, e := range m.Employees {
		if set[e.Code] {
			people = append(people, e)
		}
	}
	return people, nil
}

// tooMany answers a choice of more people than can be done at once.
func tooMany(v *shell.Visit, k picked, err error, most int) (bool, error) {
	if !domain.Is(err, domain.TooMany) {
		return err != nil, err
	}
	v.Say(ui.Notice{Tone: ui.Alert, Title: v.T("people.too_many", "most", most)})
	return true, v.Go(k.back(v).Path)
}

func (p *Pages) reissuePost(v *shell.Visit) error {
	k, err := p.pick(v)
	if done, err := nobody(v, k, err); done {
		return err
	}
	people, err := p.chosen(v, k, mostAtOnce)
	if done, err := tooMany(v, k, err, mostAtOnce); done {
		return err
	}
	form, err := v.FormParams()
	if err != nil {
		return err
	}
	w := Wish{Chat: form.Get("how") == "chat"}
	for _, what := range form["what"] {
		w.Password, w.Passcode, w.Factor = w.Password || what == "password", w.Passcode || what == "passcode", w.Factor || what == "factor"
	}
	if form.Get("step") == "open" || !w.Password && !w.Passcode {
		page := reissuePage(v, k, people)
		if form.Get("step") == "open" {
			return v.Show(http.StatusOK, page)
		}
		page.What.Error = v.T("people.reissue_what")
		return v.Show(http.StatusUnprocessableEntity, page)
	}
	return p.issue(v, k, people, w)
}

func reissuePage(v *shell.Visit, k picked, people []org.Employee) Reissue {
	page := Reissue{Page: v.Page(v.T("people.reissue")), Tabs: desk.Tabs(v, desk.People), Back: k.back(v), Kept: k.kept(),
		Whom: v.T("people.whom", "count", len(people), "names", names(v, people))}
	page.What = ui.Field{Name: "what", Label: v.T("people.reissue_field"), Ticks: true}
	for _, what := range []string{"password", "passcode", "factor"} {
		page.What.Choices = append(page.What.Choices, ui.Choice{Value: what, Label: v.T("people.reissue." + what), Chosen: what == "password"})
	}
	page.How = ui.Field{Name: "how", Label: v.T("people.reissue_how")}
	for _, how := range []string{"print", "chat"} {
		page.How.Choices = append(page.How.Choices, ui.Choice{Value: how, Label: v.T("people.reissue." + how)})
	}
	return page
}

// issue hands out, person by person: what was made for one is his whatever becomes of the next.
func (p *Pages) issue(v *shell.Visit, k picked, people []org.Employee, w Wish) error {
	page := Issued{Page: v.Page(v.T("people.issued")), Tabs: desk.Tabs(v, desk.People), Back: k.back(v)}
	t := telling.Teller{Lang: v.Lang(), Zone: v.Tenant.Zone()}
	for _, e := range people {
		name := e.DisplayName(v.Lang())
		if e.ID == v.Person.ID { // it would end his own session; he changes his own on the page of his account
			page.Not = append(page.Not, v.T("people.not_issued.self", "name", name))
			continue
		}
		g, err := p.Access.Give(v.Request().Context(), actor(v), e.ID, w)
		switch {
		case err == nil && w.Chat:
			page.Told = append(page.Told, name)
		case err == nil:
			page.Slips = append(page.Slips, Slip{Name: name, Code: e.Code, Company: v.Tenant.Code, Login: e.Login, Password: g.Password, Passcode: g.Passcode,
				Until: t.When(g.Until)})
		default:
			why := map[domain.Code]string{domain.Forbidden: "forbidden", domain.Invalid: "login", domain.NotAllowed: "chat", domain.NotFound: "gone"}[domain.CodeOf(err)]
			if why == "" {
				return err
			}
			page.Not = append(page.Not, v.T("people.not_issued."+why, "name", name))
		}
	}
	return v.Show(http.StatusOK, page)
}

package notices

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// fields are what is typed into the form, as it was typed.
type fields struct {
	Title, Body, Name            string
	Whole                        string   // all, mine, some; empty: nothing was chosen yet
	Places                       []string // what and which: "departments:ID"
	People, Lack                 string
	Options, Deadline            string
	Multiple, Comment, Anonymous bool
	Later                        bool
	At                           string
	List, Template               string // names to keep it under
}

// stamp is how a form writes a time, in the company's zone.
const stamp = "2006-01-02T15:04"

// typed reads the form.
func typed(v *shell.Visit) fields {
	many := func(name string) []string { return v.Request().Form[name] }
	f := fields{Title: v.Text("title"), Body: prose(v.FormValue("body")), Name: v.Text("name"), Whole: v.FormValue("whole"), People: prose(v.FormValue("people")),
		Lack: v.Text("lack"), Options: prose(v.FormValue("options")), Deadline: v.Text("deadline"), Multiple: v.FormValue("multiple") != "",
		Comment: v.FormValue("comment") != "", Anonymous: v.FormValue("anonymous") != "", Later: v.FormValue("later") == "1", At: v.Text("at"),
		List: v.Text("list"), Template: v.Text("template")}
	for _, kind := range placeKinds {
		for _, id := range many(kind) {
			f.Places = append(f.Places, kind+":"+id)
		}
	}
	return f
}

// prose is a text of several lines without what draws nothing.
func prose(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s))
}

// placeKinds are the sorts of places a message may be for, as the form calls them.
var placeKinds = []string{"departments", "sites", "groups", "lists"}

// of are the ids of an audience by the sort of place.
func of(a *notice.Audience) map[string]*[]domain.ID {
	return map[string]*[]domain.ID{"departments": &a.Departments, "sites": &a.Sites, "groups": &a.Groups, "lists": &a.Lists}
}

// fieldsOf is a draft as it is typed.
func fieldsOf(v *shell.Visit, d notice.Draft, people []org.Employee) fields {
	c, zone := d.Content, v.Tenant.Zone()
	f := fields{Title: c.Title, Body: c.Body, Name: d.Name, Whole: "some"}
	switch {
	case c.Audience.All:
		f.Whole = "all"
	case c.Audience.Mine:
		f.Whole = "mine"
	case c.Audience.Empty():
		f.Whole = ""
	}
	for kind, ids := range of(&c.Audience) {
		for _, id := range *ids {
			f.Places = append(f.Places, kind+":"+string(id))
		}
	}
	var lines []string
	for _, e := range people {
		if slices.Contains(c.Audience.Employees, e.ID) {
			lines = append(lines, e.Code+" "+e.DisplayName(v.Lang()))
		}
	}
	f.People = strings.Join(lines, "\n")
	if l := c.Audience.Lacks; l != nil {
		f.Lack = lackOf(l.What, l.Number)
	}
	if s := c.Survey; s != nil {
		f.Options, f.Multiple, f.Comment, f.Anonymous = strings.Join(s.Options, "\n"), s.Multiple, s.Comment, s.Anonymous
		if !s.Deadline.IsZero() {
			f.Deadline = s.Deadline.In(zone).Format(stamp)
		}
	}
	if !c.At.IsZero() {
		f.Later, f.At = true, c.At.In(zone).Format(stamp)
	}
	return f
}

// lackOf is what is lacking as the form writes it: "punch", "answer:12".
func lackOf(what notice.Lacking, number int) string {
	if number == 0 {
		return string(what)
	}
	return string(what) + ":" + strconv.Itoa(number)
}

// content is what was typed as a message; what cannot be read is left out, with the reason by its field.
func (p *Pages) content(v *shell.Visit, f fields) (c notice.Content, errs map[string]string, err error) {
	errs = map[string]string{}
	c.Title, c.Body = f.Title, f.Body
	switch f.Whole {
	case "all":
		c.Audience.All = true
	case "mine":
		c.Audience.Mine = true
	default:
		if err := p.chosenPlaces(v, f, &c.Audience, errs); err != nil {
			return c, errs, err
		}
	}
	if f.Lack != "" {
		what, n, _ := strings.Cut(f.Lack, ":")
		number, _ := strconv.Atoi(n)
		c.Audience.Lacks = &notice.Lack{What: notice.Lacking(what), Number: number}
	}
	instant := func(name, text string) time.Time {
		at, err := time.ParseInLocation(stamp, strings.Replace(text, " ", "T", 1), v.Tenant.Zone())
		if err != nil {
			errs[name] = v.T("notices.wrong.time")
			return time.Time{}
		}
		return at.UTC()
	}
	if f.Later {
		c.At = instant("at", f.At)
	}
	if f.Options != "" {
		c.Survey = &notice.Survey{Options: lines(f.Options), Multiple: f.Multiple, Comment: f.Comment, Anonymous: f.Anonymous}
		if f.Deadline != "" {
			c.Survey.Deadline = instant("deadline", f.Deadline)
		}
	}
	return c, errs, nil
}

// lines are the lines of a text that say something.
func lines(text string) (out []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

package notice

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// Audience is who a message is for (宛先). It is resolved when it is sent: who has left by then does not get it, who has
// moved gets what his new place gets.
type Audience struct {
	All         bool        `json:"all,omitempty"`
	Mine        bool        `json:"mine,omitempty"`        // everybody the sender may write to, but himself
	Departments []domain.ID `json:"departments,omitempty"` // with everything below them
	Sites       []domain.ID `json:"sites,omitempty"`
	Groups      []domain.ID `json:"closing_groups,omitempty"`
	Employees   []domain.ID `json:"employees,omitempty"`
	Lists       []domain.ID `json:"lists,omitempty"` // who is on a List at the time of sending
	Lacks       *Lack       `json:"lacks,omitempty"` // of all these only those who have not done something; nobody named: of Mine
}

// Lack is something people have not done when the message is sent.
type Lack struct {
	What   Lacking `json:"what"`
	Number int     `json:"number,omitempty"` // of the message or survey
}

// Lacking is what somebody may not have done.
type Lacking string

// What may be lacking.
const (
	NoAnswer Lacking = "answer" // was sent survey Number and has not answered
	NotRead  Lacking = "read"   // was sent message Number and has neither opened nor answered it
	NoPunch  Lacking = "punch"  // has not clocked in on the business day
	NoChat   Lacking = "chat"   // is linked to no chat: it lies in メッセージ, and on the pages
)

// Lackings lists them in the order they are offered.
var Lackings = []Lacking{NoAnswer, NotRead, NoPunch, NoChat}

// Empty tells whether nobody is named.
func (a Audience) Empty() bool { return a.Lacks == nil && a.unnamed() }

func (a Audience) unnamed() bool {
	return !a.All && !a.Mine && len(a.Departments)+len(a.Sites)+len(a.Groups)+len(a.Employees)+len(a.Lists) == 0
}

// with is the audience with the lists' people named by itself. A list that is gone names nobody.
func (a Audience) with(lists []List) Audience {
	for _, l := range lists {
		if slices.Contains(a.Lists, l.ID) {
			b := l.Audience
			a.All, a.Mine = a.All || b.All, a.Mine || b.Mine
			a.Departments, a.Sites = slices.Concat(a.Departments, b.Departments), slices.Concat(a.Sites, b.Sites)
			a.Groups, a.Employees = slices.Concat(a.Groups, b.Groups), slices.Concat(a.Employees, b.Employees)
		}
	}
	return a
}

// Pick is who of the people gets it, but for Mine, Lists and Lacks: active, each once, in the order given.
func (a Audience) Pick(people []org.Employee, tree []org.Department) []org.Employee {
	below, sites, groups, named := org.Below(tree, a.Departments), set(a.Sites), set(a.Groups), set(a.Employees)
	var out []org.Employee
	for _, e := range people {
		if e.Active && (a.All || e.Department != "" && below[e.Department] || e.Site != "" && sites[e.Site] ||
			e.ClosingGroup != "" && groups[e.ClosingGroup] || named[e.ID]) {
			out = append(out, e)
		}
	}
	return out
}

func set(ids []domain.ID) map[domain.ID]bool {
	out := make(map[domain.ID]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out
}

package notices

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// places is what a message may be for.
type places struct {
	departments []org.Department
	sites       []org.Site
	groups      []closing.Group
	lists       []notice.List
	names       map[domain.ID]string
}

func (p *Pages) places(v *shell.Visit) (w places, err error) {
	ctx := v.Request().Context()
	if w.departments, err = p.Company.Departments(ctx, v.Tenant.ID); err != nil {
		return w, err
	}
	if w.sites, err = p.Company.Sites(ctx, v.Tenant.ID); err != nil {
		return w, err
	}
	if w.groups, err = p.Groups.Groups(ctx, v.Tenant.ID); err != nil {
		return w, err
	}
	if w.lists, err = p.Notices.Lists(ctx, actor(v)); err != nil {
		return w, err
	}
	w.names = map[domain.ID]string{}
	for _, x := range w.departments {
		w.names[x.ID] = x.Name
	}
	for _, x := range w.sites {
		w.names[x.ID] = x.Name
	}
	for _, x := range w.groups {
		w.names[x.ID] = x.Name
	}
	for _, x := range w.lists {
		w.names[x.ID] = x.Name
	}
	return w, nil
}

// mostNamed is how many people an audience names before it counts them.
const mostNamed = 5

// shown are the first of some people, whose names are said.
func shown(ids []domain.ID, most int) []domain.ID { return slices.Clone(ids[:min(len(ids), most)]) }

// audience says who a message is for.
func (w places) audience(v *shell.Visit, a notice.Audience, names map[domain.ID]string) string {
	var all []string
	if a.All {
		all = append(all, v.T("notices.everybody"))
	}
	if a.Mine || a.Lacks != nil && a.Empty() {
		all = append(all, v.T("notices.mine"))
	}
	for _, ids := range [][]domain.ID{a.Departments, a.Sites, a.Groups, a.Lists} {
		for _, id := range ids {
			all = append(all, cmp.Or(w.names[id], v.T("notices.gone")))
		}
	}
	if len(a.Employees) > mostNamed {
		all = append(all, v.T("notices.people", "count", len(a.Employees)))
	} else {
		for _, id := range a.Employees {
			all = append(all, cmp.Or(names[id], v.T("notices.gone")))
		}
	}
	said := locale.List(v.Lang(), all)
	if a.Lacks == nil {
		return said
	}
	lack := v.T("notices.lack."+string(a.Lacks.What), "number", strconv.Itoa(a.Lacks.Number))
	if said == "" {
		return lack
	}
	return v.T("notices.of_them", "audience", said, "lack", lack)
}

// changes says what was different when a message was sent from when it was written.
func (w places) changes(v *shell.Visit, c notice.Changes, names map[domain.ID]string) (out []string) {
	list := func(key string, ids []domain.ID, of map[domain.ID]string) {
		var all []string
		for i, id := range ids {
			if i == mostLost {
				all = append(all, v.T("notices.more", "count", len(ids)-mostLost))
				break
			}
			all = append(all, cmp.Or(of[id], v.T("notices.gone")))
		}
		if len(all) > 0 {
			out = append(out, v.T(key, "names", locale.List(v.Lang(), all)))
		}
	}
	list("notices.change.left", c.Left, names)
	list("notices.change.moved", c.Moved, names)
	list("notices.change.empty", c.Empty, w.names)
	if c.Done > 0 {
		out = append(out, v.T("notices.change.done", "count", c.Done))
	}
	if c.Added > 0 {
		out = append(out, v.T("notices.change.added", "count", c.Added))
	}
	return out
}

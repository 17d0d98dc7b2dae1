package main

import (
	"context"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// corrections are the requests about the days of a roster, for whoever prints what became of them.
type corrections struct {
	byID    map[domain.ID]workflow.Request
	newest  map[domain.ID]map[calendar.Date]workflow.Request // by person
	gone    map[domain.ID]bool                               // punches that an approved one moved
	names   map[domain.ID]string                             // of everybody in the company
	reasons []worktime.ReasonCode
}

// corrections reads them all; there are few beside the punches.
func (a *app) corrections(ctx context.Context, people *roster) (*corrections, error) {
	tenant := people.tenant.ID
	c := &corrections{byID: map[domain.ID]workflow.Request{}, newest: map[domain.ID]map[calendar.Date]workflow.Request{},
		gone: map[domain.ID]bool{}, names: map[domain.ID]string{}}
	err := a.store.Workflow().Each(ctx, tenant, people.from, people.to, func(r workflow.Request) error {
		if people.byID[r.Employee] == nil {
			return nil
		}
		c.byID[r.ID] = r
		if c.newest[r.Employee] == nil {
			c.newest[r.Employee] = map[calendar.Date]workflow.Request{}
		}
		c.newest[r.Employee][r.Date] = r
		for _, e := range r.Changes {
			if r.State == workflow.Approved && e.Op == workflow.Move {
				c.gone[e.Punch] = true
			}
		}
		return nil
	})
	if err != nil || len(c.byID) == 0 {
		return c, err
	}
	all, err := a.store.Org().Employees(ctx, tenant)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		c.names[e.ID] = e.Name
	}
	c.reasons, err = a.store.Reasons().Reasons(ctx, tenant)
	return c, err
}

// of is what is known of a punch that a correction wrote; nil of any other. Its SourceRef names the request.
func (c *corrections) of(p worktime.Punch) *export.Correction {
	if p.Source != domain.Correction {
		return nil
	}
	id, _, _ := strings.Cut(p.SourceRef, "/")
	r, known := c.byID[domain.ID(id)]
	if !known {
		return nil
	}
	out := &export.Correction{By: c.names[r.DecidedBy], Reason: c.why(r)}
	if i := slices.IndexFunc(r.Changes, func(e workflow.Change) bool { return e.Punch != "" && e.Punch == p.Supersedes }); i >= 0 {
		out.Before = r.Changes[i].Before
	}
	return out
}

// why is the reasons of a request by their names, and its note.
func (c *corrections) why(r workflow.Request) string {
	var words []string
	for _, said := range r.Reasons {
		if t, err := worktime.ParseTaken(c.reasons, said); err == nil {
			said = t.Name
		}
		words = append(words, said)
	}
	if r.Note != nil && *r.Note != "" {
		words = append(words, *r.Note)
	}
	return strings.Join(words, " ")
}

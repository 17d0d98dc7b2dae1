package workflow

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// Asked is somebody who is asked about a request, and why he.
type Asked struct {
	org.Link
	Deputies []org.Employee // who stand in for him today and are asked before him
}

// Routes tell who decides about the requests that people make of their own days, as things are now (誰が承認するか): level by
// level, the first ones asked first. Nobody: the person corrects his days at once.
func (s *Service) Routes(ctx context.Context, tenant domain.ID) (of func(org.Employee) [][]Asked, people []org.Employee, err error) {
	b, err := s.bench(ctx, tenant)
	if err != nil {
		return nil, nil, err
	}
	roll, err := b.sight.Roll(ctx, tenant)
	if err != nil {
		return nil, nil, err
	}
	return func(e org.Employee) [][]Asked { return b.route(roll, Request{Employee: e.ID, By: e.ID}, e) }, roll.People, nil
}

// chain lists who is asked about a request, level by level, a deputy before the one he stands in for.
func (b bench) chain(ctx context.Context, r Request, subject org.Employee) ([][]org.Employee, error) {
	roll, err := b.sight.Roll(ctx, b.tenant.ID)
	if err != nil {
		return nil, err
	}
	var chain [][]org.Employee
	for _, level := range b.route(roll, r, subject) {
		var asked []org.Employee
		for _, a := range level {
			for _, e := range append(a.Deputies, a.Employee) {
				if !slices.ContainsFunc(asked, func(o org.Employee) bool { return o.ID == e.ID }) {
					asked = append(asked, e)
				}
			}
		}
		chain = append(chain, asked)
	}
	return chain, nil
}

// route is the chain with the reasons. Nobody is asked about what is his own, or what he asked for.
func (b bench) route(roll *org.Roll, r Request, subject org.Employee) [][]Asked {
	var route [][]Asked
	for _, level := range roll.Chain(subject, b.tenant.Approval) {
		var asked []Asked
		for _, l := range level {
			if l.ID == r.By || b.adminsOnly() && !admin(l.Employee) {
				continue
			}
			asked = append(asked, Asked{l, b.deputies(roll, l.ID, r)})
		}
		if len(asked) > 0 {
			route = append(route, asked)
		}
	}
	return route
}

// deputies are who stands in for somebody today.
func (b bench) deputies(roll *org.Roll, of domain.ID, r Request) (all []org.Employee) {
	for _, d := range b.tenant.Approval.Deputies {
		if d.For != of || !d.On(b.today) || d.To == r.By || d.To == r.Employee {
			continue
		}
		if i := slices.IndexFunc(roll.People, func(p org.Employee) bool { return p.ID == d.To && p.Active }); i >= 0 {
			all = append(all, roll.People[i])
		}
	}
	return all
}

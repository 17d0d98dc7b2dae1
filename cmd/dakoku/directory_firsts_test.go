package main

import (
	"context"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
)

// counted counts what is asked about people one by one, and about many at once.
type counted struct {
	organisation
	one, many int
}

func (a *counted) Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error) {
	a.one++
	return a.organisation.Employee(ctx, tenant, id)
}

func (a *counted) AccountsOf(ctx context.Context, tenant, id domain.ID) ([]org.ChatAccount, error) {
	a.one++
	return a.organisation.AccountsOf(ctx, tenant, id)
}

func (a *counted) AccountsOfAll(ctx context.Context, tenant domain.ID, ids []domain.ID) ([]org.ChatAccount, error) {
	a.many++
	return a.organisation.AccountsOfAll(ctx, tenant, ids)
}

// TestManyAreToldAtOnce where each would be told alone: sending, forecasting and reminding ask about all together.
func TestManyAreToldAtOnce(t *testing.T) {
	p := noticesOf(t)
	m, err := p.app.store.Masters().Masters(t.Context(), "umi")
	if err != nil {
		t.Fatal(err)
	}
	for i := range m.Accounts { // every third is blocked
		m.Accounts[i].Unreachable = i%3 == 0
	}
	if err := p.app.store.Masters().Save(t.Context(), company.Masters{Tenant: m.Tenant, Accounts: m.Accounts}); err != nil {
		t.Fatal(err)
	}
	count := &counted{organisation: p.app.store.Org()}
	people := newDirectory(count, p.app.clock)
	homes, err := people.firsts(t.Context(), m.Employees)
	if err != nil || count.one != 0 || count.many != 1 {
		t.Errorf("asked %d and %d times, %v", count.one, count.many, err)
	}
	reached := map[domain.Door]int{}
	for i, e := range m.Employees {
		want, err := people.Addresses(t.Context(), e.Tenant, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		got := homes[i]
		if reached[got.Channel.Kind]++; len(want) == 0 && got.Channel.ID != "" || len(want) > 0 && (got.Channel.ID != want[0].Channel.ID || got.User != want[0].User || got.Lang != want[0].Lang) {
			t.Errorf("%s is told at %+v, alone at %+v", e.Name, got, want)
		}
	}
	if reached[domain.LINE] == 0 || reached[domain.Chatwork] == 0 || reached[""] == 0 || reached[domain.Slack] == 0 {
		t.Errorf("%v: not every case is there", reached)
	}
	p.app.notices.Teller = postman{p.app, people}
	count.one, count.many = 0, 0
	s := p.asks("忘年会", nil)
	s.Audience = notice.Audience{All: true}
	s = p.sends("umi", "suzuki", s)
	boss, _ := p.someone("umi", "suzuki")
	s, err = p.app.store.Messages().ByNumber(t.Context(), s.Tenant, s.Number)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := p.app.notices.Nudge(t.Context(), boss, s.Number, s.Revision); err != nil || n < 10 || count.one != 0 || count.many != 2 {
		t.Errorf("%d reminded, asked %d and %d times, %v", n, count.one, count.many, err)
	}
}

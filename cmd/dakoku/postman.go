package main

import (
	"context"
	"strings"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/bots/line"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
)

// postman owes what is told about a message to many, to each on the channel that suits him best.
type postman struct {
	*app
	people directory
}

var _ notice.Teller = postman{}

// Tell implements notice.Teller.
func (p postman) Tell(ctx context.Context, all []notice.Telling) ([][]outbox.Item, error) {
	people := make([]org.Employee, len(all))
	for i, n := range all {
		people[i] = n.To
	}
	homes, err := p.people.firsts(ctx, people)
	if err != nil {
		return nil, err
	}
	owed := make([][]outbox.Item, len(all))
	for i, n := range all {
		if homes[i].Channel.ID == "" {
			continue
		}
		reply, err := p.flows.Letter(ctx, n)
		if err != nil {
			return nil, err
		}
		owed[i] = []outbox.Item{bots.NewNotice(homes[i], n.To.ID, reply, p.newID(), p.clock())}
	}
	return owed, nil
}

// messaging wires messages and surveys.
func (a *app) messaging() (*notice.Service, error) {
	o, kept, people := a.store.Org(), a.store.Messages(), newDirectory(a.store.Org(), a.clock)
	files, err := a.config.files()
	if err != nil {
		return nil, err
	}
	platform, err := line.New(line.Config{APIURL: a.config.LineAPI, DataURL: a.config.LineData, Clock: a.clock, Log: a.log})
	if err != nil {
		return nil, err
	}
	return &notice.Service{Store: kept, Votes: kept, Shelf: kept, Drafts: kept, Files: kept, Facts: kept, Blobs: files,
		Scan: scanner(a.config.Scan), Tenants: o, People: o, Sight: &org.Sight{People: o, Departments: o}, Teller: postman{a, people},
		Outlook: outlook{a, people, platform}, URL: strings.TrimRight(a.config.PublicURL, "/"), Key: a.config.key, Now: a.clock, NewID: a.newID}, nil
}

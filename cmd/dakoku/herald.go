package main

import (
	"context"
	"strconv"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/workflow"
)

// herald tells people in their chats what was asked for or decided on a page, and has their menus and home pages follow.
type herald struct {
	*app
	people directory
}

// Tell owes a message to everybody who must hear of an outcome. The same outcome again, after a crash or because a form
// was sent twice, owes nothing more.
func (h herald) Tell(ctx context.Context, o workflow.Outcome) error {
	var rows []outbox.Item
	for _, id := range o.Tell {
		e, err := h.store.Org().Employee(ctx, o.Tenant, id)
		if err != nil {
			return err
		}
		reply, err := h.flows.Told(ctx, e, o)
		if err != nil {
			return err
		}
		homes, err := h.people.Addresses(ctx, o.Tenant, id)
		if err != nil {
			return err
		}
		if len(homes) == 0 {
			rows = append(rows, bots.Unreached(o.Tenant, id, reply, noticeID(o.Request, id), o.UpdatedAt))
			continue
		}
		home := homes[0]
		if id == o.By {
			home = bots.Nearest(homes, o.Door)
		}
		rows = append(rows, bots.NewNotice(home, id, reply, noticeID(o.Request, id), o.UpdatedAt))
	}
	follow, err := h.follow(ctx, o.Request)
	if err != nil {
		return err
	}
	if rows = append(rows, follow...); len(rows) == 0 {
		return nil
	}
	return h.store.Outbox().Add(ctx, rows)
}

// follow has the pages and menus of whoever a request is about follow what it made of his day, as a chat does.
func (h herald) follow(ctx context.Context, r workflow.Request) ([]outbox.Item, error) {
	homes, err := h.people.Addresses(ctx, r.Tenant, r.Employee)
	if err != nil {
		return nil, err
	}
	var rows []outbox.Item
	for _, home := range homes {
		id := domain.IDOf(r.UpdatedAt, string(r.ID), strconv.Itoa(r.Revision), string(r.Employee), "page", string(home.Channel.ID), home.User)
		rows = append(rows, bots.NewRefresh(home, r.Employee, id, r.UpdatedAt))
	}
	return rows, nil
}

// noticeID names the message to somebody about a request as it is now: an id that sorts by the time of the request's
// change, and comes out the same whenever it is made.
func noticeID(r workflow.Request, to domain.ID) domain.ID {
	return domain.IDOf(r.UpdatedAt, string(r.ID), strconv.Itoa(r.Revision), string(to))
}
